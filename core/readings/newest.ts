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
