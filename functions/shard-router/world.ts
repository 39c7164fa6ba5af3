import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { MapWatch } from '../../adapters/sharding/client/map-watch.ts';
import { dynamoDbKeyspaces } from '../../adapters/sharding/map/dynamodb.ts';
import { dynamoDbPlanning } from '../../adapters/sharding/map/planning.ts';
import { maskedLog } from '../masked-log.ts';
import { requiredVariable } from '../required-variable.ts';
import type { RouterWorld } from './invoke.ts';

const refreshMs = 30_000;

const { env } = process;
const { random } = Math;
const keyspace = requiredVariable(env, 'HEADROOM_KEYSPACE');
const tableName = requiredVariable(env, 'HEADROOM_KEYSPACES_TABLE');
const table = { client: new DynamoDBClient({ ...readingClient }), tableName, random };
const log = maskedLog(env.POWERTOOLS_SERVICE_NAME ?? 'shard-router');
const keyspaces = dynamoDbKeyspaces(table);

let opening: Promise<MapWatch> | null = null;

/** The map of this process; opened anew by the next who asks where that failed. */
function watch(): Promise<MapWatch> {
  const onTrouble = (what: string, error: unknown) => log.warn(what, { because: String(error) });
  opening ??= MapWatch.open({ store: keyspaces, keyspace, refreshMs, random, onTrouble }).catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
}

/** What the function works with; made once a process. */
export const world: RouterWorld = {
  keyspace,
  log,
  keyspaces,
  planning: dynamoDbPlanning(table),
  watch,
  nowMs: () => Date.now(),
  random,
};
