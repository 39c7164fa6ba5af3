import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { once } from '../../adapters/aws/once.ts';
import { dynamoDbBookings } from '../../adapters/ledger/bookings.ts';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { watchList } from '../../adapters/ledger/watch-list.ts';
import { alarmsOnAws } from '../../adapters/scaling/alarms-on-aws.ts';
import { lateFloorsOnAws } from '../../adapters/scaling/floors/late-floors.ts';
import { dynamoDbSettings, type TableSettings } from '../../adapters/scaling/settings.ts';
import { targets, targetsOnAws } from '../../adapters/scaling/targets/catalogue.ts';
import type { ShiftReader } from '../../adapters/scaling/zones/zones.ts';
import { bus } from '../../adapters/sinks/bus/bus.ts';
import { busClient } from '../../adapters/sinks/bus/bus-client.ts';
import { deploymentMetrics } from '../../adapters/sinks/emf/deployment-metrics.ts';
import { emf } from '../../adapters/sinks/emf/emf.ts';
import { maskedLog } from '../../adapters/sinks/emf/masked-log.ts';
import { published } from '../../adapters/sinks/emf/published.ts';
import { lazySinks } from '../../adapters/sinks/lazy-sinks.ts';
import { connectSources } from '../../adapters/sources/catalogue.ts';
import { itemLoader } from '../../adapters/table/item-loader.ts';
import type { Table } from '../../adapters/table/table.ts';
import { tableClock } from '../../adapters/table/table-clock.ts';
import { lastDecisions } from '../../core/last-decisions.ts';
import type { Bookings } from '../../core/ports.ts';
import type { ScalingWorld, Settings } from '../../core/scaling/ports.ts';
import { scalingReport } from '../../core/scaling/report.ts';
import { scalingScopes } from '../../core/scaling/scopes.ts';
import { abortable } from '../abortable.ts';
import { accountOf } from '../account-of.ts';
import { looks } from '../looks.ts';
import { requiredVariable } from '../required-variable.ts';
import { startedClock } from '../started-clock.ts';
import { type TimeBudget, timeBudget } from '../time-budget.ts';
import { scalingLooking } from './looking.ts';
import { hears } from './roster.ts';

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
const alarms = alarmsOnAws();
const makers = targetsOnAws();
const floors = lateFloorsOnAws();
const sources = connectSources();
/** Read where somebody shifts something, which few do. */
const readShifts = once(async () => {
  const { zonesOnAws } = await import('../../adapters/scaling/zones/zones-on-aws.ts');
  return zonesOnAws({
    endpoint: env.AWS_ENDPOINT_URL_ARC_ZONAL_SHIFT ?? env.AWS_ENDPOINT_URL ?? null,
    onTrouble: (error) => log.warn('zonal shifts cannot be read', { because: String(error) }),
  });
});
const zones: ShiftReader = {
  forget: () => void readShifts.made()?.then((reader) => reader.forget()),
  shift: async (...asked) => (await readShifts()).shift(...asked),
};

const metrics = deploymentMetrics(deployment);
const onBusTrouble = (error: unknown) => log.warn('changes could not be published', { because: String(error) });
const onSinkTrouble = (error: unknown) => {
  log.warn('the numbers of decisions were not taken', { because: String(error) });
  metrics.addMetric('SinkFailures', 'Count', 1);
};
const sinks = [
  emf(log, metrics),
  published('scalable', () => deploymentMetrics(deployment)),
  bus(busClient, onBusTrouble),
  ...(env.HEADROOM_SINKS === undefined ? [] : [lazySinks(farSinks(env.HEADROOM_SINKS), onSinkTrouble)]),
];

/** Loaded where there are any, which is in few deployments. */
function farSinks(json: string) {
  return async () => {
    const { connectSinks } = await import('../../adapters/sinks/catalogue.ts');
    return connectSinks(json, { deployment, nowMs: realNowMs, onTrouble: onSinkTrouble });
  };
}

/** What the function works with: clients for the life of the process, everything that reads anew for each invocation. */
export const world = { log, metrics, door: looks({ hears, sinks, report: scalingReport, invocation }) };

async function invocation(context: Context, signal: AbortSignal) {
  const table: Table = { client: abortable(dynamoDb, signal), tableName, random };
  const clock = startedClock(isTimeVirtual ? await tableClock(table) : null, realNowMs);
  const budget = timeBudget(() => context.getRemainingTimeInMillis());
  const ledger = dynamoDbLedger({ ...table, readItem: itemLoader(table) });
  const settings = dynamoDbSettings(table);
  const account = accountOf(context.invokedFunctionArn);
  const bookings = dynamoDbBookings(table);
  const { watching, claimFullLook } = watchList({ ...table, newId, capability: 'scaling' });
  return scalingLooking({
    roster: {
      watching: async (nowMs) => [...(await watching(nowMs)), ...(await bookedNow(bookings, settings, nowMs))],
      claimFullLook,
      all: settings.names,
      scopes: scalingScopes(deployment),
    },
    spine: { ledger, clock, newId, leaseMs },
    world: () => ({ ...scalingWorld(settings, account, budget), bookings, decisions: lastDecisions(ledger) }),
    hasTime: budget.hasTime,
    onShift: zones.forget,
  });
}

/** Scalables of which others count on units are looked at as long as they do. */
async function bookedNow(bookings: Bookings, settings: TableSettings, nowMs: number): Promise<readonly string[]> {
  const booked = new Set((await bookings.list(nowMs)).map(({ scalable }) => scalable));
  return booked.size === 0 ? [] : (await settings.names()).filter((name) => booked.has(name));
}

function scalingWorld(settings: Settings, account: string | null, { leftMs }: TimeBudget): ScalingWorld {
  const onTrouble = (alarmName: string, error: unknown) =>
    log.warn('the state of an alarm cannot be read', { alarmName, because: String(error) });
  const target = targets({ makers, account, leftMs, random });
  return {
    settings,
    source: sources({ account, leftMs, nowMs: realNowMs }),
    target,
    floors: floors({ target, account, leftMs, random }),
    alarms: alarms({ leftMs, onTrouble }),
    zones,
  };
}
