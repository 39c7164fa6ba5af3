import type { DailyRecord } from '../../../../sim/scaling/portfolio/daily-record.ts';

/** Whole calm days of a thousand requests and ten needed units each, by violating requests and billed units. */
export function aRecord(days: readonly (readonly [number, number])[], changes: Partial<DailyRecord> = {}): DailyRecord {
  return {
    violating: Float64Array.from(days, ([violating]) => violating),
    requests: Float64Array.from(days, () => 1000),
    units: Float64Array.from(days, ([, units]) => units),
    pooled: new Float64Array(days.length),
    needed: Float64Array.from(days, () => 10),
    actions: Float64Array.from(days, () => 50),
    flips: Float64Array.from(days, () => 20),
    judged: Float64Array.from(days, () => 1),
    swing: Float64Array.from(days, () => 0.1),
    ...changes,
  };
}
