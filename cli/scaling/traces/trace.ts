/** A measured demand over time: uniform steps, oldest first. */
export interface Trace {
  /** What it is, for people. */
  readonly name: string;
  /** What the values count, e.g. `departures a minute`. */
  readonly unit: string;
  readonly startMs: number;
  readonly stepSeconds: number;
  /** One a step; null where nothing was measured, 0 where zero was. */
  readonly values: readonly (number | null)[];
}

/** When a trace ends, exclusive. */
export function endMs({ startMs, stepSeconds, values }: Trace): number {
  return startMs + values.length * stepSeconds * 1000;
}
