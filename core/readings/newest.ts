import type { Reading, Value } from './reading.ts';

/**
 * How many periods a value may lie behind the newest one that is due and still count. A minute's metric is then decided
 * on for at most three minutes after it fell silent; later the policy says nothing.
 */
export const stalePeriods = 3;

/** The newest value that is not stale; null where there is none. */
export function newestValue(reading: Reading | undefined): Value | null {
  if (reading === undefined) return null;
  const { samples } = reading;
  const oldest = Math.max(samples.length - 1 - stalePeriods, 0);
  for (let index = samples.length - 1; index >= oldest; index--) {
    const sample = samples[index];
    if (sample?.is === 'value') return sample;
  }
  return null;
}

/** Whether the newest period that is due has no value: then a reading may raise capacity and never lower it. */
export function isBlind(reading: Reading | undefined): boolean {
  return reading?.samples[reading.samples.length - 1]?.is !== 'value';
}

/** What a proposal that rests on a reading may say of what it sees. */
export interface ReadingSight {
  /** Whether the newest period that is due has no value. */
  readonly blind: boolean;
  /**
   * Whether that is all: what was there just before still counts. Left out where nothing lacks, and of readings that do not
   * tell when their points are due (entries of 0.1.0).
   */
  readonly brief?: boolean;
}

export const clear: ReadingSight = { blind: false };

/** How well a reading is seen. */
export function sightOf(reading: Reading | undefined): ReadingSight {
  if (!isBlind(reading)) return clear;
  return { blind: true, ...(reading?.delaySeconds !== undefined && { brief: newestValue(reading) !== null }) };
}

/** How well two readings are seen, where a proposal rests on both. */
export function bothSights(one: ReadingSight, other: ReadingSight): ReadingSight {
  if (!one.blind || !other.blind) return one.blind ? one : other;
  return { blind: true, brief: one.brief === true && other.brief === true };
}
