import {
  type CacheUsageLimits,
  DescribeServerlessCachesCommand,
  type ElastiCacheClient,
  ModifyServerlessCacheCommand,
  type ServerlessCache,
} from '@aws-sdk/client-elasticache';
import { Overtaken, Refusal } from '../../../../core/model/errors.ts';
import { type Because, tell } from '../../../../core/model/reason.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';
import { batchLoader } from '../../../aws/batch-loader.ts';
import { readWithin } from '../../../aws/read-within.ts';
import { act } from '../any-kind/act.ts';
import { asBound } from '../any-kind/as-bound.ts';
import type { ClientsWorld, NamedTarget } from '../any-kind/kind-target.ts';
import { gone } from '../elasticache/group-told.ts';
import { judgeChange } from '../elasticache/judge-change.ts';
import { limitOf, withLeast } from './usage-limits.ts';

type Config = TargetConfig<'elasticache-serverless'>;
type Client = Pick<ElastiCacheClient, 'send'>;

/**
 * Serverless caches: capacity is the least that they keep ready. It takes ElastiCache up to an hour to have it
 * (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html), in which it takes no other change; nothing tells how
 * much of it is ready before that.
 */
export function serverlessCaches(world: ClientsWorld<Client>): NamedTarget<'elasticache-serverless'> {
  const { clients, leftMs, random } = world;
  const load = batchLoader<Config, ServerlessCache>({
    most: 1,
    nameOf: keyOf,
    groupOf: keyOf,
    load: async ([config]) =>
      config === undefined ? new Map() : readOne(clients.reader(config.region), config, leftMs()),
    spoils: () => false,
  });
  return asBound({
    tell: tellCache,
    async capacity(config, lastAsked = null) {
      const cache = await load(config);
      if (cache === null) throw gone(tellCache(config));
      return capacityOf(config, cache, lastAsked);
    },
    setCapacity: (config, { units }, term) =>
      act({
        units,
        term,
        random,
        judge: judgeChange(config.limit === 'ecpu' ? 'thousand ECPU a second' : 'GB'),
        ask: (signal) => setLeast(clients.actor(config.region), config, units, signal),
      }),
  });
}

const keyOf = ({ region, serverlessCacheName }: Config) => `${region} ${serverlessCacheName}`;

const tellCache = ({ serverlessCacheName }: Config) => `the serverless cache "${serverlessCacheName}"`;

async function read(client: Client, { serverlessCacheName }: Config, abortSignal: AbortSignal) {
  const command = new DescribeServerlessCachesCommand({ ServerlessCacheName: serverlessCacheName });
  const { ServerlessCaches: [cache] = [] } = await client.send(command, { abortSignal });
  return cache ?? null;
}

async function readOne(client: Client, config: Config, leftMs: number): Promise<ReadonlyMap<string, ServerlessCache>> {
  try {
    const cache = await readWithin(leftMs, (signal) => read(client, config, signal));
    return cache === null ? new Map() : new Map([[keyOf(config), cache]]);
  } catch (error) {
    if (error instanceof Error && error.name === 'ServerlessCacheNotFoundFault') return new Map();
    throw error;
  }
}

/** While it is changed it need not tell yet what it is changed to, and never tells how much of it is there. */
function capacityOf(config: Config, cache: ServerlessCache, lastAsked: number | null): Capacity {
  const { least, most } = limitOf(config.limit, cache.CacheUsageLimits);
  const busy = busyBecause(config, cache);
  const asked = busy === null ? least : (lastAsked ?? least);
  return {
    ...{ asked, running: Math.min(least, asked), inFlight: Math.max(0, asked - least), min: null, max: most },
    ...{ keepBecause: null, voidOutBecause: null, voidInBecause: null },
    ...(busy !== null && { rations: { busyBecause: busy, decreases: null } }),
  };
}

/** `Status`: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ServerlessCache.html. */
function busyBecause(config: Config, { Status = 'unknown' }: ServerlessCache): Because | null {
  const [told, status] = [tellCache(config), Status.toLowerCase()];
  if (status === 'available') return null;
  if (status === 'deleting' || status === 'create-failed')
    throw new Refusal(`${told} is ${status}; remove the scalable`);
  return { says: '{told} is {status}, which takes up to an hour, and takes one change at a time', told, status };
}

async function setLeast(client: Client, config: Config, units: number, abortSignal: AbortSignal): Promise<void> {
  const cache = await read(client, config, abortSignal);
  if (cache === null) throw gone(tellCache(config));
  const busy = busyBecause(config, cache);
  if (busy !== null) throw new Overtaken(tell(busy));
  if (limitOf(config.limit, cache.CacheUsageLimits).least === units) return;
  const limits: CacheUsageLimits = withLeast(config.limit, cache.CacheUsageLimits, units);
  const input = { ServerlessCacheName: config.serverlessCacheName, CacheUsageLimits: limits };
  await client.send(new ModifyServerlessCacheCommand(input), { abortSignal });
}
