import type { Trace } from '../../../sim/workloads/trace.ts';

/** A trace that somebody gave, or that was recorded. */
export interface MeasuredTrace extends Trace {
  /** What the values count, e.g. `departures a minute`. */
  readonly unit: string;
  /** How its file was understood, as sentences for whoever gave it; the first says the format. */
  readonly readAs?: readonly string[];
}

/** When a trace ends, exclusive. */
export function endMs({ startMs, stepSeconds, values }: Trace): number {
  return startMs + values.length * stepSeconds * 1000;
}
