import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { watchList } from '../../adapters/ledger/watch-list.ts';
import { cloudWatchAlarms } from '../../adapters/scaling/alarm-states.ts';
import { dynamoDbSettings } from '../../adapters/scaling/settings.ts';
import { connectSources } from '../../adapters/sources/catalogue.ts';
import { itemLoader } from '../../adapters/table/item-loader.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import type { Target } from '../../core/scaling/ports.ts';
import { scalingReport } from '../../core/scaling/report.ts';
import { scalingScopes } from '../../core/scaling/scopes.ts';
import { scalingLooking } from '../../functions/resource-allocator/looking.ts';
import { demandAt } from './demand.ts';
import { playTicks } from './play-ticks.ts';
import type { Played } from './played.ts';
import { leaseMs, leftMs, Stage } from './stage.ts';

/**
 * What scalables take of AWS in a day: the real looks with the real ledger, over a demand that comes and goes like a working
 * day's, asking a target that gives at once what it is asked for. Before it lie so many days that memories can fill in.
 */
export function playScalables(configs: readonly ScalableConfig[], daysBefore: number): Promise<Played> {
  const stage = new Stage({ CPUUtilization: (atMs) => Math.min(100, demandAt(atMs) / 6) });
  for (const { scalable, ...config } of configs) stage.configure('scaling', scalable, config);
  const { ports, cloudWatch, clock, newId } = stage;
  const target = givingTarget();
  const invocation = async () => {
    const settings = dynamoDbSettings(ports);
    return scalingLooking({
      roster: {
        ...watchList({ ...ports, capability: 'scaling' }),
        all: settings.names,
        scopes: scalingScopes('bench'),
      },
      spine: { ledger: dynamoDbLedger({ ...ports, readItem: itemLoader(ports) }), clock, newId, leaseMs },
      world: () => ({
        settings,
        source: connectSources({}, { cloudwatch: cloudWatch })({ account: null, leftMs, nowMs: clock.nowMs }),
        target,
        alarms: cloudWatchAlarms({ client: cloudWatch, leftMs, onTrouble: () => {} }),
      }),
      hasTime: () => true,
    });
  };
  return playTicks({ stage, daysBefore, everyMinutes: 1, invocation, report: scalingReport });
}

/** A target, whatever its place, that has what it was last asked for. */
function givingTarget(): Target {
  const asked = new Map<string, number>();
  const nothing = { inFlight: 0, min: 1, max: 100, keepBecause: null, voidOutBecause: null, voidInBecause: null };
  return {
    capacity: async (target) => {
      const units = asked.get(JSON.stringify(target)) ?? 6;
      return { asked: units, running: units, ...nothing };
    },
    setCapacity: async (target, { units }) => {
      asked.set(JSON.stringify(target), units);
      return { is: 'applied', because: null };
    },
  };
}
