import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { bus } from '../../adapters/sinks/bus/bus.ts';
import { busClient } from '../../adapters/sinks/bus/bus-client.ts';
import { deploymentMetrics } from '../../adapters/sinks/emf/deployment-metrics.ts';
import { emf } from '../../adapters/sinks/emf/emf.ts';
import { maskedLog } from '../../adapters/sinks/emf/masked-log.ts';
import { published } from '../../adapters/sinks/emf/published.ts';
import { connectSources } from '../../adapters/sources/catalogue.ts';
import { itemLoader } from '../../adapters/table/item-loader.ts';
import type { Table } from '../../adapters/table/table.ts';
import { tableClock } from '../../adapters/table/table-clock.ts';
import { diagnosingReport } from '../../core/diagnosing/report.ts';
import { abortable } from '../abortable.ts';
import { accountOf } from '../account-of.ts';
import { looks } from '../looks.ts';
import { requiredVariable } from '../required-variable.ts';
import { startedClock } from '../started-clock.ts';
import { timeBudget } from '../time-budget.ts';
import { diagnosingLooking } from './looking.ts';
import { hears } from './roster.ts';

/** Longer than a look with its reads may take, and short enough that a crash holds nobody up for long. */
const leaseMs = 60_000;

const { env } = process;
const tableName = requiredVariable(env, 'HEADROOM_TABLE');
const deployment = requiredVariable(env, 'HEADROOM_DEPLOYMENT');
const isTimeVirtual = env.HEADROOM_VIRTUAL_TIME === 'table';

const log = maskedLog(env.POWERTOOLS_SERVICE_NAME ?? 'performance-metrics');
const { random } = Math;
const realNowMs = () => Date.now();

const dynamoDb = new DynamoDBClient({ ...readingClient });
const sources = connectSources();
const metrics = deploymentMetrics(deployment);
const onBusTrouble = (error: unknown) => log.warn('a new limit could not be published', { because: String(error) });
const sinks = [
  emf(log, metrics),
  published('service', () => deploymentMetrics(deployment)),
  bus(busClient, onBusTrouble),
];

/**
 * What the function works with: clients for the life of the process, everything that reads anew for each invocation.
 * Why: docs/decisions/0060.
 */
export const world = { log, metrics, door: looks({ hears, sinks, report: diagnosingReport, invocation }) };

async function invocation(context: Context, signal: AbortSignal) {
  const table: Table = { client: abortable(dynamoDb, signal), tableName, random };
  const clock = startedClock(isTimeVirtual ? await tableClock(table) : null, realNowMs);
  const { leftMs, hasTime } = timeBudget(() => context.getRemainingTimeInMillis());
  const account = accountOf(context.invokedFunctionArn);
  const ledger = dynamoDbLedger({ ...table, readItem: itemLoader(table) });
  return diagnosingLooking({
    deployment,
    table,
    spine: { ledger, clock, newId: () => randomBytes(9).toString('base64url'), leaseMs },
    source: () => sources({ account, leftMs, nowMs: realNowMs }),
    hasTime,
  });
}
