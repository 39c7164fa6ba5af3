import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { watchList } from '../../adapters/ledger/watch-list.ts';
import { cloudWatchAlarms } from '../../adapters/scaling/alarm-states.ts';
import { dynamoDbSettings } from '../../adapters/scaling/settings.ts';
import { targets } from '../../adapters/scaling/targets/catalogue.ts';
import { connectSources } from '../../adapters/sources/catalogue.ts';
import { itemLoader } from '../../adapters/table/item-loader.ts';
import type { TargetKind } from '../../core/scaling/config/target-kinds.ts';
import { scalingScopes } from '../../core/scaling/scopes.ts';
import { scalingLooking } from '../../functions/resource-allocator/looking.ts';
import { type CountingAws, countingAws } from './counting-aws.ts';
import { fullLook } from './look-in-memory.ts';
import { madeUpScalables } from './made-up-scalables.ts';

/** What is asked of AWS for so many scalables. */
interface Reads {
  /** Calls of each full look. */
  readonly awsCalls: number;
  /** Calls that only the first full look of an hour makes, and that cost nothing: who else scales the targets. */
  readonly hourlyCalls: number;
  /** Metrics of each full look, which are what AWS charges for. */
  readonly metrics: number;
}

/** The operations that tell who else scales a target. */
const hourly = /^Describe(Policies|ScheduledActions|ScalableTargets|ScalingPolicies)$/;

/**
 * What a full look at so many scalables reads, with the real adapters. Leases, memories and entries are not counted: they
 * are a few calls for each scalable whatever else is done.
 */
export async function countReads(kind: TargetKind, count: number): Promise<Reads> {
  const aws = countingAws(madeUpScalables(kind, count));
  await fullLook(onAws(aws));
  const calls = (isHourly: boolean) =>
    [...aws.reads].filter(([name]) => hourly.test(name) === isHourly).reduce((sum, [, times]) => sum + times, 0);
  return { awsCalls: calls(false), hourlyCalls: calls(true), metrics: aws.metrics() };
}

/** Wired as functions/resource-allocator/world.ts does it. */
function onAws({ dynamoDb, cloudWatch, makers }: CountingAws) {
  let ids = 0;
  const newId = () => String(ids++);
  const table = { client: dynamoDb, tableName: 'bench', random: () => 0.5 };
  const atMs = Math.floor(Date.now() / 60_000) * 60_000;
  const clock = { nowMs: () => atMs };
  const leftMs = () => 30_000;
  const settings = dynamoDbSettings(table);
  const sources = connectSources({}, { cloudwatch: cloudWatch });
  return scalingLooking({
    roster: {
      ...watchList({ ...table, newId, capability: 'scaling' }),
      all: settings.names,
      scopes: scalingScopes('bench'),
    },
    spine: { ledger: dynamoDbLedger({ ...table, readItem: itemLoader(table) }), clock, newId, leaseMs: 60_000 },
    world: () => ({
      settings,
      source: sources({ account: null, leftMs, nowMs: () => atMs }),
      target: targets({ makers, account: null, leftMs, random: () => 0.5 }),
      alarms: cloudWatchAlarms({ client: cloudWatch, leftMs, onTrouble: () => {} }),
    }),
    hasTime: () => true,
  });
}
