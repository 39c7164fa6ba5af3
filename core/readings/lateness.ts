import type { Reading, Sample } from './reading.ts';

/** So many waits are remembered, and so many are known before anything is learned of them. */
const mostWaits = 8;
const fewestWaits = 4;
/** Nothing later than this, or than so many periods, is waited for by itself: longer is for people to say. */
const mostSeconds = 600;
const mostPeriods = 3;

/** What is known of a reading whose newest points have come later than its config says. Why: docs/decisions/0030. */
export interface Lateness {
  /** Start of the newest period that had a value, milliseconds since 1970. */
  readonly newestMs: number;
  /** Seconds that have gone by at most, at a look, since the end of that period. */
  readonly waitedSeconds: number;
  /** The same of the newest values before it, oldest first: how long each stayed the newest there was. */
  readonly waits: readonly number[];
}

/** Seconds from the end of the newest period that has a value to `atMs`; null where none has. */
export function ageSeconds({ samples, periodSeconds }: Reading, atMs: number): number | null {
  const newest = samples.findLast(({ is }) => is === 'value');
  return newest === undefined ? null : (atMs - newest.atMs) / 1000 - periodSeconds;
}

/**
 * Follows how late a reading is. A wait counts once a newer value has come: what has stopped is not late, and nothing is
 * learned of it. Null where all has been in time of late, and of readings that do not tell their delay (entries of 0.1.0).
 */
export function followLateness(before: Lateness | null, reading: Reading, atMs: number): Lateness | null {
  const { delaySeconds, periodSeconds } = reading;
  const age = delaySeconds === undefined ? null : ageSeconds(reading, atMs);
  if (delaySeconds === undefined || age === null) return before;
  const newestMs = atMs - (age + periodSeconds) * 1000;
  const isInTime = (seconds: number) => seconds < delaySeconds + periodSeconds;
  if (before === null) return isInTime(age) ? null : { newestMs, waitedSeconds: age, waits: [] };
  if (newestMs <= before.newestMs) return { ...before, waitedSeconds: Math.max(before.waitedSeconds, age) };
  const waits = [...before.waits, before.waitedSeconds].slice(-mostWaits);
  const allInTime = waits.length === mostWaits && waits.every(isInTime) && isInTime(age);
  return allInTime ? null : { newestMs, waitedSeconds: age, waits };
}

/** How long points take by habit: the second longest of the last waits, since one alone may be an outage. Null where that is not known. */
export function usualWaitSeconds(lateness: Lateness | null): number | null {
  const { waits } = lateness ?? { waits: [] };
  if (waits.length < fewestWaits) return null;
  return [...waits].sort((a, b) => b - a)[1] ?? null;
}

/** How long points are waited for: what the config says, and longer where they take longer by habit, within bounds. */
export function patienceSeconds(lateness: Lateness | null, delaySeconds: number, periodSeconds: number): number {
  const usual = usualWaitSeconds(lateness) ?? 0;
  const most = Math.max(mostSeconds, mostPeriods * periodSeconds);
  return usual > most ? delaySeconds : Math.max(delaySeconds, usual);
}

/** Why the points of a reading are not where its config awaits them, with what to say there; null where they are. */
export function lateBecause(
  { samples, periodSeconds }: Reading,
  lateness: Lateness | null,
  delaySeconds: number,
): string | null {
  const usual = usualWaitSeconds(lateness);
  if (usual === null || usual < delaySeconds + periodSeconds) return null;
  const every = cadenceSeconds(samples);
  if (every !== null && every > periodSeconds) {
    return `a point comes each ${every} s, and periodSeconds is ${periodSeconds}; say periodSeconds: ${every}`;
  }
  const wanted = Math.ceil(usual / 30) * 30;
  return `the newest points are ${Math.round(usual)} s late, and delaySeconds is ${delaySeconds}; say delaySeconds: ${wanted}`;
}

/** The least time between two values; null of fewer than three. */
function cadenceSeconds(samples: readonly Sample[]): number | null {
  const values = samples.filter(({ is }) => is === 'value');
  if (values.length < 3) return null;
  const gaps = values.slice(1).map(({ atMs }, index) => atMs - (values[index]?.atMs ?? atMs));
  return Math.min(...gaps) / 1000;
}
