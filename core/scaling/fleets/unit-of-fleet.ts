import { unitIn } from '../policies/provisioner/serving/capacity-per-unit.ts';
import { enoughTold } from '../policies/provisioner/serving/learned-unit.ts';
import { isPegged, type ServedPeriod } from '../policies/provisioner/serving/serving.ts';
import type { FleetRecord } from './fleet-record.ts';

/** What one unit of a fleet serves at most, as its record tells it. */
export interface FleetUnit {
  /** What one unit serves, in what the record's demand counts. */
  readonly perSecond: number;
  /** A quarter of the steps told less, and a quarter more. */
  readonly quartiles: readonly [number, number];
  /** `busy` by how busy units were; `carried` as the most that units have been seen to carry, which may be less than they could. */
  readonly by: 'busy' | 'carried' | 'definition';
}

/** Where the demand is a sum of percents, one unit can serve 100. */
const allOfOne: FleetUnit = { perSecond: 100, quartiles: [100, 100], by: 'definition' };

/**
 * What a unit serves: demand over (busy share x units), the utilisation law of queueing, the median of all steps in which units
 * were neither idle nor full; else the most that units have carried. Null where nothing tells it.
 */
export function unitOfFleet(record: FleetRecord): FleetUnit | null {
  if (record.of === 'busy') return allOfOne;
  const steps = Array.from(record.demand, (_, step) => periodAt(record, step));
  const told = ascending(steps.flatMap((period) => (isPegged(period) ? [] : (unitIn(period) ?? []))));
  if (told.length >= enoughTold) return { ...quarters(told), by: 'busy' };
  const carried = ascending(steps.flatMap(({ perSecond, units }) => (units === null ? [] : perSecond / units)));
  const most = carried.slice(-enoughTold);
  const [least = 0] = most;
  if (most.length < enoughTold || least <= 0) return null;
  return { perSecond: least, quartiles: [least, most[most.length - 1] ?? least], by: 'carried' };
}

function periodAt({ demand, running, busy, stepSeconds }: FleetRecord, step: number): ServedPeriod {
  const [before, units, after] = [running[step - 1], running[step], running[step + 1]];
  const isSettled = (other: number | undefined): boolean => other === undefined || other === units;
  return {
    at: step,
    seconds: stepSeconds,
    perSecond: orNull(demand[step]) ?? 0,
    utilisation: orNull(busy[step]),
    backlog: null,
    units: demand[step] === undefined || Number.isNaN(demand[step]) ? null : positive(units),
    settled: isSettled(before) && isSettled(after),
    cold: 0,
  };
}

function quarters(sorted: readonly number[]): Omit<FleetUnit, 'by'> {
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { perSecond: at(0.5), quartiles: [at(0.25), at(0.75)] };
}

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function positive(value: number | undefined): number | null {
  const known = orNull(value);
  return known !== null && known > 0 ? known : null;
}

function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}
