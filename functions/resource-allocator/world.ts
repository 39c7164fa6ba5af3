import { randomBytes } from 'node:crypto';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Context } from 'aws-lambda';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { watchList } from '../../adapters/ledger/watch-list.ts';
import { cloudWatchAlarms } from '../../adapters/scaling/alarm-states.ts';
import { dynamoDbSettings } from '../../adapters/scaling/settings.ts';
import { targets, targetsOnAws } from '../../adapters/scaling/targets/catalogue.ts';
import { connectSources } from '../../adapters/sources/catalogue.ts';
import { itemLoader } from '../../adapters/table/item-loader.ts';
import type { Table } from '../../adapters/table/table.ts';
import { tableClock } from '../../adapters/table/table-clock.ts';
import type { ScalingWorld, Settings } from '../../core/scaling/ports.ts';
import { scaling } from '../../core/scaling/scaling.ts';
import { abortable } from '../abortable.ts';
import { accountOf } from '../account-of.ts';
import { deploymentMetrics } from '../deployment-metrics.ts';
import { maskedLog } from '../masked-log.ts';
import { requiredVariable } from '../required-variable.ts';
import { startedClock } from '../started-clock.ts';
import { type TimeBudget, timeBudget } from '../time-budget.ts';
import type { Invocation } from './allocate.ts';
import type { World } from './invoke.ts';
import { publishChanges } from './publish-changes.ts';

/** Longer than a look with its reads and its act may take, and short enough that a crash holds nobody up for long. */
const leaseMs = 45_000;

const { env } = process;
const tableName = requiredVariable(env, 'HEADROOM_TABLE');
const deployment = requiredVariable(env, 'HEADROOM_DEPLOYMENT');
const isTimeVirtual = env.HEADROOM_VIRTUAL_TIME === 'table';

const log = maskedLog(env.POWERTOOLS_SERVICE_NAME ?? 'resource-allocator');
const { random } = Math;
const newId = () => randomBytes(9).toString('base64url');
const realNowMs = () => Date.now();

const dynamoDb = new DynamoDBClient({ ...readingClient });
const cloudWatch = new CloudWatchClient({ ...readingClient });
const makers = targetsOnAws();
const sources = connectSources();

/** What the function works with: clients for the life of the process, everything that reads anew for each invocation. */
export const world: World = {
  log,
  metrics: deploymentMetrics(deployment),
  invocation,
  publish: publishChanges(eventBridge, (error) =>
    log.warn('changes could not be published', { because: String(error) }),
  ),
};

let eventBridgeClient: EventBridgeClient | null = null;

async function eventBridge(): Promise<EventBridgeClient> {
  const { EventBridgeClient: Client } = await import('@aws-sdk/client-eventbridge');
  eventBridgeClient ??= new Client({ ...readingClient });
  return eventBridgeClient;
}

async function invocation(context: Context, signal: AbortSignal): Promise<Invocation> {
  const table: Table = { client: abortable(dynamoDb, signal), tableName, random };
  const clock = startedClock(isTimeVirtual ? await tableClock(table) : null, realNowMs);
  const budget = timeBudget(() => context.getRemainingTimeInMillis());
  const ledger = dynamoDbLedger({ ...table, readItem: itemLoader(table) });
  const settings = dynamoDbSettings(table);
  const account = accountOf(context.invokedFunctionArn);
  return {
    deployment,
    clock,
    roster: { ...watchList({ ...table, newId, capability: 'scaling' }), all: settings.names },
    spine: { ledger, clock, newId, leaseMs },
    scaling: () => scaling(scalingWorld(settings, account, budget)),
    hasTime: budget.hasTime,
  };
}

/** Readers batch what is asked of them in one tick, so each chunk of looks has its own. */
function scalingWorld(settings: Settings, account: string | null, { leftMs }: TimeBudget): ScalingWorld {
  const onTrouble = (alarmName: string, error: unknown) =>
    log.warn('the state of an alarm cannot be read', { alarmName, because: String(error) });
  return {
    settings,
    source: sources({ account, leftMs, nowMs: realNowMs }),
    target: targets({ makers, account, leftMs, random }),
    alarms: cloudWatchAlarms({ client: cloudWatch, leftMs, onTrouble }),
  };
}
