/** What was measured of a fleet, in uniform steps; NaN where nothing was. */
export interface FleetRecord {
  /** What its demand counts: requests per second, or percent of busy units summed over them, where nothing counts requests. */
  readonly of: 'requests' | 'busy';
  readonly startMs: number;
  readonly stepSeconds: number;
  readonly demand: Float64Array;
  /** Units that ran. */
  readonly running: Float64Array;
  /** How busy they were on average, 0 to 1. */
  readonly busy: Float64Array;
  /** Samples of how busy it is that each unit gives a minute; null where that is not known. */
  readonly samplesPerMinute: number | null;
  /** What could not be read, for people. */
  readonly troubles: readonly string[];
}

/** Whether anything was measured at all. */
export function isKnown(values: Float64Array): boolean {
  return values.some((value) => !Number.isNaN(value));
}
