import type { Trace } from '../../../sim/workloads/trace.ts';

const dayMs = 86_400_000;
/** The longest steps in which CloudWatch tells of the last two months: a range begins and ends at one. */
const alignedMs = 300_000;

/** The last whole days until now, in milliseconds since 1970, the end exclusive. */
export function lastDays(days: number, nowMs: number): { readonly fromMs: number; readonly toMs: number } {
  const toMs = Math.floor(nowMs / alignedMs) * alignedMs;
  return { fromMs: toMs - days * dayMs, toMs };
}

interface Recorded {
  readonly startMs: number;
  readonly stepSeconds: number;
  /** Null where nothing was measured. */
  readonly values: readonly (number | null)[];
}

/** Leaves out what was before the first value and after the last: what is measured may be younger than the time looked at. */
export function withoutEnds({ startMs, stepSeconds, values }: Recorded): Omit<Trace, 'name'> {
  const first = values.findIndex((value) => value !== null);
  const last = values.findLastIndex((value) => value !== null);
  const known = Float64Array.from(values.slice(first, last + 1), (value) => value ?? Number.NaN);
  return { startMs: startMs + first * stepSeconds * 1000, stepSeconds, values: known };
}
