import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { dynamoDbKeyspaces } from '../../adapters/sharding/map/dynamodb.ts';
import { deploymentMetrics } from '../../adapters/sinks/emf/deployment-metrics.ts';
import { emf } from '../../adapters/sinks/emf/emf.ts';
import { maskedLog } from '../../adapters/sinks/emf/masked-log.ts';
import { movingReport } from '../../core/sharding/moving/report.ts';
import { staleMs } from '../../core/sharding/moving/tables/stale-ms.ts';
import { abortable } from '../abortable.ts';
import { lazyClient } from '../lazy-client.ts';
import { looks } from '../looks.ts';
import { requiredVariable } from '../required-variable.ts';
import { movingLooking } from './looking.ts';
import { moverOf, unconfigured } from './movers.ts';
import { hears } from './roster.ts';

/** As long as a look may take before others take it for dead; two movers at one move do no harm. */
const leaseMs = 60_000;

const { env } = process;
const { random } = Math;
const keyspace = requiredVariable(env, 'HEADROOM_KEYSPACE');
const ledgerName = requiredVariable(env, 'HEADROOM_TABLE');
const keyspacesName = requiredVariable(env, 'HEADROOM_KEYSPACES_TABLE');
const dynamoDb = new DynamoDBClient({ ...readingClient });
const secrets = lazyClient(async () => {
  const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  return new SecretsManagerClient({ ...readingClient });
});
const log = maskedLog(env.POWERTOOLS_SERVICE_NAME ?? 'shard-mover');
const metrics = deploymentMetrics(requiredVariable(env, 'HEADROOM_DEPLOYMENT'));
const nowMs = () => Date.now();
const newId = () => randomBytes(9).toString('base64url');

/** What the function works with: clients for the life of the process, everything that reads anew for each invocation. */
export const world = {
  log,
  metrics,
  door: looks({ hears: hears(keyspace), sinks: [emf(log, metrics)], report: movingReport, invocation }),
};

async function invocation(_: Context, signal: AbortSignal) {
  const client = abortable(dynamoDb, signal);
  const table = (tableName: string) => ({ client, tableName, random });
  const store = dynamoDbKeyspaces(table(keyspacesName));
  const config = await store.config(keyspace);
  return movingLooking({
    keyspace,
    store,
    spine: { ledger: dynamoDbLedger(table(ledgerName)), clock: { nowMs }, newId, leaseMs },
    mover:
      config === null ? unconfigured(keyspace) : moverOf({ config, store, client, secrets, staleMs, nowMs, random }),
  });
}
