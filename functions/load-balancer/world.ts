import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { albBalancer } from '../../adapters/balancing/alb.ts';
import { dynamoDbBalances } from '../../adapters/balancing/balance-settings.ts';
import { balancerClients } from '../../adapters/balancing/clients.ts';
import { exclusively } from '../../adapters/balancing/exclusively.ts';
import { healthGlance } from '../../adapters/balancing/health-glance.ts';
import { albMeasures } from '../../adapters/balancing/measures.ts';
import { dynamoDbBookings } from '../../adapters/ledger/bookings.ts';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { watchList } from '../../adapters/ledger/watch-list.ts';
import { knownScalables } from '../../adapters/scaling/known-scalables.ts';
import { deploymentMetrics } from '../../adapters/sinks/emf/deployment-metrics.ts';
import { emf } from '../../adapters/sinks/emf/emf.ts';
import { maskedLog } from '../../adapters/sinks/emf/masked-log.ts';
import { connectSources } from '../../adapters/sources/catalogue.ts';
import { dynamoDbClaims } from '../../adapters/table/claims.ts';
import { itemLoader } from '../../adapters/table/item-loader.ts';
import type { Table } from '../../adapters/table/table.ts';
import { tableClock } from '../../adapters/table/table-clock.ts';
import { balancing } from '../../core/balancing/balancing.ts';
import { type BalanceEntry, balancingReport } from '../../core/balancing/report.ts';
import { balancingScopes } from '../../core/balancing/scopes.ts';
import type { Entries } from '../../core/looking/settle.ts';
import { run } from '../../core/pipeline.ts';
import { abortable } from '../abortable.ts';
import { accountOf } from '../account-of.ts';
import { type Looking, looks } from '../looks.ts';
import { requiredVariable } from '../required-variable.ts';
import { startedClock } from '../started-clock.ts';
import { timeBudget } from '../time-budget.ts';
import { hears } from './roster.ts';

/** Longer than a look with its reads and its act may take, and short enough that a crash holds nobody up for long. */
const leaseMs = 45_000;

const { env } = process;
const tableName = requiredVariable(env, 'HEADROOM_TABLE');
const deployment = requiredVariable(env, 'HEADROOM_DEPLOYMENT');
const isTimeVirtual = env.HEADROOM_VIRTUAL_TIME === 'table';

const log = maskedLog(env.POWERTOOLS_SERVICE_NAME ?? 'load-balancer');
const { random } = Math;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const newId = () => randomBytes(9).toString('base64url');
const realNowMs = () => Date.now();
const onTrouble = (what: string, error: unknown) => log.warn(what, { because: String(error) });

const dynamoDb = new DynamoDBClient({ ...readingClient });
const sources = connectSources();
const clients = balancerClients();
const glance = healthGlance(clients, onTrouble);
const metrics = deploymentMetrics(deployment);
/** Looks that run at once; more balances than a deployment has. */
const chunkSize = 500;

/** What the function works with: clients for the life of the process, everything that reads anew for each invocation. */
export const world = {
  log,
  metrics,
  door: looks({ hears, sinks: [emf(log, metrics)], report: balancingReport, invocation }),
};

async function invocation(
  context: Context,
  signal: AbortSignal,
): Promise<Looking<BalanceEntry, object, Entries<BalanceEntry>>> {
  const table: Table = { client: abortable(dynamoDb, signal), tableName, random };
  const clock = startedClock(isTimeVirtual ? await tableClock(table) : null, realNowMs);
  const { leftMs, hasTime } = timeBudget(() => context.getRemainingTimeInMillis());
  const readItem = itemLoader(table);
  const settings = dynamoDbBalances(table);
  const holding = { claims: dynamoDbClaims(table), clock, newId, pause, random, onTrouble };
  const account = accountOf(context.invokedFunctionArn);
  const { watching, claimFullLook } = watchList({ ...table, newId, capability: 'balancing' });
  const ailing = async () => glance(await settings.all(), signal);
  const capability = balancing({
    settings,
    balancer: albBalancer({ clients, account, leftMs, exclusively: exclusively(holding), random, onTrouble }),
    measures: albMeasures(sources({ account, leftMs, nowMs: realNowMs })),
    scalable: knownScalables(readItem),
    bookings: dynamoDbBookings(table),
  });
  return {
    roster: {
      scopes: balancingScopes(deployment, settings),
      all: settings.names,
      watching: async (nowMs) => [...(await watching(nowMs)), ...(await ailing())],
      claimFullLook,
    },
    spine: { ledger: dynamoDbLedger({ ...table, readItem }), clock, newId, leaseMs },
    mendsItself: false,
    chunkSize,
    hasTime,
    look:
      () =>
      ({ subject, signal: why }, spine) =>
        run(capability, subject, why, spine),
    close: async ({ answer }) => ({ whole: {}, told: [], answer }),
  };
}
