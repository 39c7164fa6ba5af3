import { type FrozenValue, frozenValue } from '../readings/frozen.ts';
import { ageSeconds, followLateness, type Lateness, usualWaitSeconds } from '../readings/lateness.ts';
import type { Reading } from '../readings/reading.ts';
import type { Observation } from './observation.ts';

type Late = Readonly<Record<string, Lateness>>;

/** All comes in time. */
export const noLateness: Late = {};

/** Follows how late each reading is; the same object where all comes in time. */
export function followReadings(before: Late = noLateness, readings: Observation['readings'], atMs: number): Late {
  const late: Record<string, Lateness> = {};
  for (const name in readings) {
    const followed = followLateness(before[name] ?? null, readings[name] as Reading, atMs);
    if (followed !== null) late[name] = followed;
  }
  return Object.keys(late).length === 0 ? noLateness : late;
}

/** A reading whose points lack, with how long they have taken or been awaited. */
export interface LatePoints {
  readonly reading: string;
  readonly lateSeconds: number;
  readonly delaySeconds: number;
}

/** The reading that lags furthest behind what its config says; null where that is not known of any. */
export function latestPoints({ readings, atMs }: Observation, late: Late): LatePoints | null {
  let found: LatePoints | null = null;
  for (const reading in late) {
    const read = readings[reading];
    const age = read === undefined ? null : ageSeconds(read, atMs);
    if (read?.delaySeconds === undefined || age === null || frozenValue(read) !== null) continue;
    const lateSeconds = Math.round(usualWaitSeconds(late[reading] ?? null) ?? age);
    if (found === null || lateSeconds - read.delaySeconds > found.lateSeconds - found.delaySeconds)
      found = { reading, lateSeconds, delaySeconds: read.delaySeconds };
  }
  return found;
}

/** A reading that still tells a value which is not believed any more; null where none does. */
export function standingStill({ readings }: Observation): (FrozenValue & { readonly still: string }) | null {
  for (const still in readings) {
    const frozen = frozenValue(readings[still] as Reading);
    if (frozen !== null) return { still, ...frozen };
  }
  return null;
}
