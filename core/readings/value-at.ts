import type { Reading } from './reading.ts';

/** The value of the period that holds a moment; null where there is none. */
export function valueAt(reading: Reading | undefined, atMs: number): number | null {
  if (reading === undefined) return null;
  const { samples, periodSeconds } = reading;
  for (let index = samples.length - 1; index >= 0; index--) {
    const sample = samples[index];
    if (sample === undefined || sample.atMs > atMs) continue;
    return sample.is === 'value' && atMs < sample.atMs + periodSeconds * 1000 ? sample.value : null;
  }
  return null;
}
