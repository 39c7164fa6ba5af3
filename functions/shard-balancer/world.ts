import { randomBytes } from 'node:crypto';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { dynamoDbKeyspaces } from '../../adapters/sharding/map/dynamodb.ts';
import { dynamoDbPlanning } from '../../adapters/sharding/map/planning.ts';
import { shardMeasure } from '../../adapters/sharding/shards/catalogue.ts';
import { deploymentMetrics } from '../../adapters/sinks/emf/deployment-metrics.ts';
import { emf } from '../../adapters/sinks/emf/emf.ts';
import { maskedLog } from '../../adapters/sinks/emf/masked-log.ts';
import { planningReport } from '../../core/sharding/planning/report.ts';
import { abortable } from '../abortable.ts';
import { lazyClient } from '../lazy-client.ts';
import { looks } from '../looks.ts';
import { requiredVariable } from '../required-variable.ts';
import { planningLooking } from './looking.ts';
import { hears } from './roster.ts';

/** Longer than a look with its plan may take, and short enough that a crash holds nobody up for long. */
const leaseMs = 60_000;

const { env } = process;
const keyspace = requiredVariable(env, 'HEADROOM_KEYSPACE');
const ledgerName = requiredVariable(env, 'HEADROOM_TABLE');
const keyspacesName = requiredVariable(env, 'HEADROOM_KEYSPACES_TABLE');
const driver = env.HEADROOM_MOVE_DRIVER;

const dynamoDb = new DynamoDBClient({ ...readingClient });
const cloudWatch = new CloudWatchClient({ ...readingClient });
const secrets = lazyClient(async () => {
  const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  return new SecretsManagerClient({ ...readingClient });
});
const stepFunctions = lazyClient(async () => {
  const { SFNClient } = await import('@aws-sdk/client-sfn');
  return new SFNClient({ ...readingClient });
});
const log = maskedLog(env.POWERTOOLS_SERVICE_NAME ?? 'shard-balancer');
const metrics = deploymentMetrics(requiredVariable(env, 'HEADROOM_DEPLOYMENT'));
const { random } = Math;
const nowMs = () => Date.now();
const newId = () => randomBytes(9).toString('base64url');

/** What the function works with: clients for the life of the process, everything that reads anew for each invocation. */
export const world = {
  log,
  metrics,
  door: looks({ hears: hears(keyspace), sinks: [emf(log, metrics)], report: planningReport, invocation }),
};

async function invocation(context: Context, signal: AbortSignal) {
  const client = abortable(dynamoDb, signal);
  const table = (tableName: string) => ({ client, tableName, random });
  const leftMs = () => context.getRemainingTimeInMillis();
  return planningLooking(keyspace, {
    keyspaces: dynamoDbKeyspaces(table(keyspacesName)),
    planning: dynamoDbPlanning(table(keyspacesName)),
    spine: { ledger: dynamoDbLedger(table(ledgerName)), clock: { nowMs }, newId, leaseMs },
    random,
    measure: shardMeasure({ dynamoDb: client, cloudWatch, secrets, nowMs, leftMs }),
    drive,
  });
}

async function drive(): Promise<void> {
  if (!driver) return;
  try {
    const { StartExecutionCommand } = await import('@aws-sdk/client-sfn');
    await stepFunctions.send(new StartExecutionCommand({ stateMachineArn: driver, input: '{}' }));
  } catch (error) {
    // The mover's tick takes up what has begun within a minute.
    log.warn('the driver of moves could not be started', { because: String(error) });
  }
}
