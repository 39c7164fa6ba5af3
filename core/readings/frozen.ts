import type { Reading, Sameness, Sample } from './reading.ts';
import type { Unit } from './unit.ts';

/** A reading is followed for a day before it is doubted: by then its nights are known too. */
const knownMs = 86_400_000;
/** How long it may tell the same at least, and so many periods: what is shorter hardly matters. */
const leastSeconds = 900;
const leastPeriods = 15;
/** So many times as long as ever before is too long. */
const timesLongest = 5;
/** What a utilisation tells of units that are all full. */
const full: Partial<Record<Unit, number>> = { share: 1, percent: 100 };

type Told = Pick<Reading, 'samples' | 'periodSeconds' | 'unit'>;

/** Takes in the values that are newer than all before; null while there has been none. */
export function followSameness(before: Sameness | null, told: Told): Sameness | null {
  let now = before;
  for (const sample of told.samples) {
    if (sample.is !== 'value' || (now !== null && sample.atMs <= now.newestMs)) continue;
    const { atMs, value } = sample;
    if (now !== null && value === now.value && atMs === now.newestMs + told.periodSeconds * 1000) {
      now = { ...now, newestMs: atMs };
    } else {
      const [fromMs, longestSeconds] = now === null ? [atMs, 0] : [now.fromMs, longestAfter(now, told)];
      now = { fromMs, value, sinceMs: atMs, newestMs: atMs, longestSeconds };
    }
  }
  return now;
}

/** What was doubted and has moved on by itself is doubted again once it has lasted longer than it did. */
function longestAfter(before: Sameness, told: Told): number {
  if (mayLast(before, told)) return before.longestSeconds;
  const seconds = lastedSeconds(before, told);
  const isDoubted = isKnown(before) && seconds > believedSeconds(before, told);
  return Math.max(before.longestSeconds, isDoubted ? seconds / timesLongest : seconds);
}

/** Nothing, and all that there is, last for as long as they last: a service is idle all night, and full until units come. */
function mayLast({ value }: Sameness, { unit }: Told): boolean {
  return value === 0 || value >= ((unit === null ? undefined : full[unit]) ?? Number.POSITIVE_INFINITY);
}

function isKnown({ fromMs, sinceMs }: Sameness): boolean {
  return sinceMs - fromMs >= knownMs;
}

function lastedSeconds({ sinceMs, newestMs }: Sameness, { periodSeconds }: Told): number {
  return (newestMs - sinceMs) / 1000 + periodSeconds;
}

function believedSeconds({ longestSeconds }: Sameness, { periodSeconds }: Told): number {
  return Math.max(leastSeconds, leastPeriods * periodSeconds, timesLongest * longestSeconds);
}

/** A value that nobody seems to measure any more. */
export interface FrozenValue {
  readonly value: number;
  readonly sameSeconds: number;
}

interface Doubted {
  readonly samples: readonly Sample[];
  /** Why some are late; null where all are as they were told. */
  readonly trouble: string | null;
}

/**
 * A value that lasts much longer than any did before is likelier one that nobody measures any more (a gauge that is told on and
 * on after its process died) than load that stands still. From then on it counts as late, so that it lowers nothing and calls
 * for nothing.
 */
export function doubtFrozen(told: Told, sameness: Sameness | null): Doubted {
  const { samples, periodSeconds } = told;
  const asTold = { samples, trouble: null };
  if (sameness === null || mayLast(sameness, told) || !isKnown(sameness)) return asTold;
  const believedUntilMs = sameness.sinceMs + believedSeconds(sameness, told) * 1000;
  const isDoubted = ({ is, atMs }: Sample) => is === 'value' && atMs + periodSeconds * 1000 > believedUntilMs;
  if (!samples.some(isDoubted)) return asTold;
  return {
    samples: samples.map((sample) => (isDoubted(sample) ? { is: 'late', atMs: sample.atMs } : sample)),
    trouble: tell(sameness, lastedSeconds(sameness, told)),
  };
}

/** What a reading tells and is not believed, with how long it has been the same, seconds; null where all that it tells is believed. */
export function frozenValue({ sameness, samples, periodSeconds }: Reading): FrozenValue | null {
  if (sameness === undefined) return null;
  const { value, sinceMs, newestMs } = sameness;
  const isDoubted = samples.some(({ is, atMs }) => is === 'late' && atMs === newestMs);
  return isDoubted ? { value, sameSeconds: (newestMs - sinceMs) / 1000 + periodSeconds } : null;
}

function tell({ value, longestSeconds }: Sameness, lasted: number): string {
  return (
    `exactly ${value} for ${minutes(lasted)}, and never the same for longer than ${minutes(longestSeconds)} before; ` +
    'taken for a value that nobody measures any more'
  );
}

function minutes(seconds: number): string {
  return `${Math.max(1, Math.round(seconds / 60))} min`;
}
