import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { once } from '../../adapters/aws/once.ts';
import { checkKey } from '../../adapters/sharding/client/check-key.ts';
import { MapWatch } from '../../adapters/sharding/client/map-watch.ts';
import { dynamoDbKeyspaces } from '../../adapters/sharding/map/dynamodb.ts';
import { dynamoDbPlanning } from '../../adapters/sharding/map/planning.ts';
import { emf } from '../../adapters/sinks/emf/emf.ts';
import { maskedLog } from '../../adapters/sinks/emf/masked-log.ts';
import { answer } from '../../core/sharding/answer.ts';
import { questions } from '../questions.ts';
import { requiredVariable } from '../required-variable.ts';
import { hears } from './roster.ts';

const refreshMs = 30_000;

const { env } = process;
const { random } = Math;
const keyspace = requiredVariable(env, 'HEADROOM_KEYSPACE');
const tableName = requiredVariable(env, 'HEADROOM_KEYSPACES_TABLE');
const table = { client: new DynamoDBClient({ ...readingClient }), tableName, random };
const log = maskedLog(env.POWERTOOLS_SERVICE_NAME ?? 'shard-router');
const keyspaces = dynamoDbKeyspaces(table);

const onTrouble = (what: string, error: unknown) => log.warn(what, { because: String(error) });

/** The map of this process. */
const watch = once(() => MapWatch.open({ store: keyspaces, keyspace, refreshMs, random, onTrouble }));

async function routes(keys: readonly string[]) {
  for (const key of keys) checkKey(key);
  const { router } = await watch();
  return keys.map((key) => router.route(key));
}

const asked = { keyspace, keyspaces, planning: dynamoDbPlanning(table), routes, nowMs: () => Date.now(), random };

/** What the function works with; made once a process. It is not a look: nothing is decided, leased or recorded. */
export const world = {
  log,
  metrics: null,
  door: questions({
    hears: hears(keyspace),
    sinks: [emf(log, null)],
    invocation: async () => async (question) => ({ answer: await answer(question, asked), told: [] }),
  }),
};
