import type { Workload } from '../../workloads/workload.ts';
import type { Run } from '../world/world.ts';

/** What one candidate did over the days so far: violation, cost and need by day. */
export interface DailyRecord {
  /** Sum of arrivals x violating share, and of arrivals, by day. */
  readonly violating: Float64Array;
  readonly requests: Float64Array;
  /** Sum of units billed in full, of those that stood prepared, and of the clairvoyant's, by day. */
  readonly units: Float64Array;
  readonly pooled: Float64Array;
  readonly needed: Float64Array;
  /** Changes of what was asked for, and of their direction, by day. */
  readonly actions: Float64Array;
  readonly flips: Float64Array;
  /** The share of the day that is judged: actions are counted in it alone. */
  readonly judged: Float64Array;
  /** The 99th percentile of demand's change within ten minutes over its mean, by day; the same for every candidate. */
  readonly swing: Float64Array;
}

const dayMs = 86_400_000;

/** The number of the UTC day of a step, counted from the day of the first step. */
export function dayOf({ startMs, stepSeconds }: Pick<Workload, 'startMs' | 'stepSeconds'>, step: number): number {
  return Math.floor((startMs + step * stepSeconds * 1000) / dayMs) - Math.floor(startMs / dayMs);
}

/** What is in charge at a time, of what is in charge on each day. Throws `RangeError` where that is nothing. */
export function onDay<Chosen>(inCharge: readonly Chosen[], workload: Workload, atMs: number): Chosen {
  const day = dayOf(workload, Math.round((atMs - workload.startMs) / (workload.stepSeconds * 1000)));
  const one = inCharge[Math.min(day, inCharge.length - 1)];
  if (one === undefined) throw new RangeError('nobody is in charge of any day');
  return one;
}

/** Days that a workload touches. */
export function daysOf(workload: Workload): number {
  return dayOf(workload, workload.steps - 1) + 1;
}

/** The first step of a day, at least 0. */
function firstStepOf(workload: Workload, day: number): number {
  const { startMs, stepSeconds } = workload;
  const dayStartMs = (Math.floor(startMs / dayMs) + day) * dayMs;
  return Math.max(0, Math.ceil((dayStartMs - startMs) / (stepSeconds * 1000)));
}

/** What a run did, day by day, over all steps that may be judged (the warm-up too: selection needs a history). */
export function dailyRecord(workload: Workload, { asked, billed, pooled, violation }: Run): DailyRecord {
  const days = daysOf(workload);
  const record = {
    violating: new Float64Array(days),
    requests: new Float64Array(days),
    units: new Float64Array(days),
    pooled: new Float64Array(days),
    needed: new Float64Array(days),
    actions: new Float64Array(days),
    flips: new Float64Array(days),
    judged: new Float64Array(days),
    swing: swingOf(workload),
  };
  for (let day = 0; day < days; day++) {
    const beyond = day + 1 < days ? firstStepOf(workload, day + 1) : workload.steps;
    let [sumViolating, sumRequests, sumUnits, sumPooled, sumNeeded, sumJudged] = [0, 0, 0, 0, 0, 0];
    for (let step = firstStepOf(workload, day); step < beyond; step++) {
      if (workload.judged[step] === 0) continue;
      const perSecond = workload.demand[step] as number;
      sumJudged++;
      sumRequests += perSecond;
      sumViolating += perSecond * (violation[step] as number);
      sumUnits += billed[step] as number;
      if (pooled !== null) sumPooled += pooled[step] as number;
      sumNeeded += workload.need[step] as number;
    }
    record.violating[day] = sumViolating;
    record.requests[day] = sumRequests;
    record.units[day] = sumUnits;
    record.pooled[day] = sumPooled;
    record.needed[day] = sumNeeded;
    record.judged[day] = (sumJudged * workload.stepSeconds * 1000) / dayMs;
  }
  countChanges(workload, asked, record);
  return record;
}

function countChanges(workload: Workload, asked: Run['asked'], { actions, flips }: DailyRecord): void {
  let direction = 0;
  for (let step = 1; step < workload.steps; step++) {
    const change = Math.sign((asked[step] as number) - (asked[step - 1] as number));
    if (change === 0 || workload.judged[step] === 0) continue;
    const day = dayOf(workload, step);
    actions[day] = (actions[day] as number) + 1;
    if (change === -direction) flips[day] = (flips[day] as number) + 1;
    direction = change;
  }
}

/** The record of one to whom a prepared unit costs such a share of one that runs: all that is billed is in its units. */
export function priced(record: DailyRecord, poolPrice: number): DailyRecord {
  const units = record.units.map((sum, day) => sum + poolPrice * (record.pooled[day] as number));
  return { ...record, units, pooled: new Float64Array(units.length) };
}

/** The days [from, beyond) of a record, as views of it. */
export function someDays(record: DailyRecord, from: number, beyond: number): DailyRecord {
  return {
    violating: record.violating.subarray(from, beyond),
    requests: record.requests.subarray(from, beyond),
    units: record.units.subarray(from, beyond),
    pooled: record.pooled.subarray(from, beyond),
    needed: record.needed.subarray(from, beyond),
    actions: record.actions.subarray(from, beyond),
    flips: record.flips.subarray(from, beyond),
    judged: record.judged.subarray(from, beyond),
    swing: record.swing.subarray(from, beyond),
  };
}

const swings = new WeakMap<Workload, Float64Array>();
const swingSeconds = 600;

/** The 99th percentile of the change within ten minutes over the mean, by day; NaN on a day that is not judged. */
function swingOf(workload: Workload): Float64Array {
  const found = swings.get(workload);
  if (found !== undefined) return found;
  const apart = Math.round(swingSeconds / workload.stepSeconds);
  const made = new Float64Array(daysOf(workload)).map((_, day) => {
    const beyond = Math.min(workload.steps, firstStepOf(workload, day + 1));
    const changes: number[] = [];
    let sum = 0;
    for (let step = Math.max(apart, firstStepOf(workload, day)); step < beyond; step++) {
      if (workload.judged[step] === 0 || workload.judged[step - apart] === 0) continue;
      const perSecond = workload.demand[step] as number;
      sum += perSecond;
      changes.push(Math.abs(perSecond - (workload.demand[step - apart] as number)));
    }
    changes.sort((a, b) => a - b);
    return ((changes[Math.floor(0.99 * changes.length)] ?? Number.NaN) * changes.length) / sum;
  });
  swings.set(workload, made);
  return made;
}
