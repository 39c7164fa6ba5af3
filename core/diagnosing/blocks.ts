import type { ServiceReadings, Track } from './service-readings.ts';

/** How the periods of a window are taken together. What every reading errs by falls with the root of the length. */
export interface Blocks {
  /** Periods that one block is the mean of. */
  readonly length: number;
  readonly count: number;
  readonly seconds: number;
}

/** Below this many blocks nothing can be told. */
export const fewestBlocks = 12;
const wantedBlocks = 36;
const mostSecondsOfBlock = 900;
/** Two weeks of quarters of an hour. What is older tells of a service that is no longer so, and all of it would take minutes. */
const mostBlocks = 1344;

/**
 * Blocks of five minutes in three hours, of a quarter of an hour in a day, and the newest of many; null where the window is too
 * short for any.
 */
export function cutIntoBlocks(periods: number, periodSeconds: number): Blocks | null {
  const longest = Math.max(1, Math.floor(mostSecondsOfBlock / periodSeconds));
  const length = Math.min(Math.max(1, Math.floor(periods / wantedBlocks)), longest);
  const count = Math.min(Math.floor(periods / length), mostBlocks);
  return count < fewestBlocks ? null : { length, count, seconds: length * periodSeconds };
}

/** The mean of each block, the newest periods in the last; not a number where more than half of a block is missing. */
export function blockMeans(track: Track, { length, count }: Blocks): Float64Array {
  const first = track.length - length * count;
  const means = new Float64Array(count);
  for (let block = 0; block < count; block++) {
    let [sum, read] = [0, 0];
    for (let period = first + block * length; period < first + (block + 1) * length; period++) {
      const value = track[period];
      if (value === null || value === undefined || !(value >= 0) || value === Number.POSITIVE_INFINITY) continue;
      sum += value;
      read++;
    }
    means[block] = 2 * read >= length && read > 0 ? sum / read : Number.NaN;
  }
  return means;
}

/** When a block begins. */
export function blockStartMs(block: number, { length, count }: Blocks, readings: ServiceReadings): number {
  const first = periodsOf(readings) - length * count;
  return readings.fromMs + (first + block * length) * readings.periodSeconds * 1000;
}

export function periodsOf({ classes }: ServiceReadings): number {
  return classes.reduce((most, { perSecond }) => Math.max(most, perSecond.length), 0);
}
