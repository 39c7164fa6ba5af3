import { readingClient } from '../../adapters/aws/client-settings.ts';
import { once } from '../../adapters/aws/once.ts';
import type { KeptUse } from '../../adapters/caching/kept-use.ts';
import { cacheMetrics } from '../../adapters/sinks/emf/deployment-metrics.ts';
import { emf } from '../../adapters/sinks/emf/emf.ts';
import { maskedLog } from '../../adapters/sinks/emf/masked-log.ts';
import { connectCache } from '../../clients/cache/connect.ts';
import { Invalidator } from '../../clients/cache/invalidator.ts';
import { parseNodes } from '../../core/caching/config/cache-nodes.ts';
import { parseCacheServer } from '../../core/caching/config/cache-server.ts';
import { readPatterns } from '../../core/caching/config/key-pattern.ts';
import { parseMissCost } from '../../core/caching/config/miss-cost.ts';
import type { Finding } from '../../core/model/finding.ts';
import { lazyClient } from '../lazy-client.ts';
import { requiredVariable } from '../required-variable.ts';
import { deadLetters } from './dead-letters.ts';
import { invalidating } from './invalidating.ts';
import { hears } from './roster.ts';

const { env } = process;
const cache = requiredVariable(env, 'HEADROOM_CACHE');
const log = maskedLog(env.POWERTOOLS_SERVICE_NAME ?? 'cache-invalidator');
const metrics = cacheMetrics(requiredVariable(env, 'HEADROOM_DEPLOYMENT'), cache);
const onTrouble = (what: string, error: unknown) => log.warn(what, { because: String(error) });

/** The connection of this process; made with the first that is told, and kept. */
const reached = once(async () => {
  const server = parseCacheServer(JSON.parse(requiredVariable(env, 'HEADROOM_CACHE_SERVER')));
  const link = await connectCache(server, { onTrouble });
  return new Invalidator({ link, name: cache, masters: link.masters, onTrouble });
});

/** Most invocations keep nothing, and need no table. */
const dynamoDb = lazyClient(async () => {
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
  return new DynamoDBClient({ ...readingClient, maxAttempts: 2 });
});

/** Both are read when they are first of use: most invocations only take keys away. */
const nodes = () => parsed('HEADROOM_CACHE_NODES', parseNodes);
const missCost = () => parsed('HEADROOM_CACHE_MISS_COST', parseMissCost);

function parsed<T>(name: string, parse: (given: unknown) => T): T | null {
  const given = env[name];
  return given === undefined ? null : parse(JSON.parse(given));
}

/** What was found of the database is asked for anew: it is found again each hour. */
async function priceOfMiss(): Promise<number | null> {
  const cost = missCost();
  if (cost === null) return null;
  const { usdPerMiss } = await import('../../core/caching/usd-per-miss.ts');
  try {
    return usdPerMiss(cost, await findingsOf(cost.database?.service));
  } catch (error) {
    onTrouble('what was found of the database could not be read', error);
    return usdPerMiss(cost, []);
  }
}

async function findingsOf(service: string | undefined): Promise<readonly Finding[]> {
  if (service === undefined) return [];
  const { dynamoDbFindings } = await import('../../adapters/ledger/findings.ts');
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
  const client = new DynamoDBClient({ ...readingClient, maxAttempts: 2 });
  const table = { client, tableName: requiredVariable(env, 'HEADROOM_TABLE'), random: Math.random };
  return dynamoDbFindings(table).list(Date.now(), service);
}

async function keepUse(kept: Omit<KeptUse, 'nodes' | 'usdPerMiss'>): Promise<void> {
  try {
    const { putUse } = await import('../../adapters/caching/kept-use.ts');
    const table = { client: dynamoDb, tableName: requiredVariable(env, 'HEADROOM_TABLE'), random: Math.random };
    await putUse(table, cache, { ...kept, nodes: nodes(), usdPerMiss: await priceOfMiss() });
  } catch (error) {
    onTrouble('the use of the cache could not be kept', error);
  }
}

/** What the function works with; made once a process. */
export const world = {
  log,
  metrics,
  door: invalidating({
    cache,
    patternsOf: () => readPatterns(requiredVariable(env, 'HEADROOM_CACHE_PATTERNS')),
    hears: hears(cache),
    sinks: [emf(log, metrics)],
    reached,
    keepUse,
    usdPerMiss: priceOfMiss,
    nodes,
    shrinksFirst: env.HEADROOM_CACHE_SHRINKS_FIRST === 'true',
    onTrouble,
    putAway: deadLetters(requiredVariable(env, 'HEADROOM_CACHE_DEAD_LETTERS')),
    nowMs: () => Date.now(),
  }),
};
