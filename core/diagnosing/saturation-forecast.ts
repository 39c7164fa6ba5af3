/** How much was asked for at some moment, in whatever gives out at some amount: requests per second, connections, percent. */
export interface Used {
  readonly atMs: number;
  readonly value: number;
}

/** When something gives out if it goes on growing as it did; or why nobody knows, or that it does not. */
export type SaturationForecast =
  | {
      readonly is: 'ahead';
      readonly atMs: number;
      /** How much the highest of a day grows by in a day. */
      readonly perDay: number;
    }
  | { readonly is: 'not-ahead' }
  | { readonly is: 'unknown'; readonly days: number };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Growth and the wave of a day look alike in less. */
export const fewestDays = 3;
/** Nobody acts today on what is further away. */
export const mostDaysAhead = 30;
/** A day counts where most of its hours are known. */
const fewestHours = 18;
/** The share of pairs of days that have to agree that it grows: with fewer, the days just differ. */
const mostAgree = 0.75;

/**
 * When the highest of a day reaches what is there, and at which hour: growth by the middle of the slopes between all days (Theil
 * and Sen), so that one odd day moves nothing, and hours as they are in these days beside the highest of each. UTC days.
 */
export function forecastSaturation(used: readonly Used[], most: number): SaturationForecast {
  const days = daysOf(used);
  if (days.length < fewestDays) return { is: 'unknown', days: days.length };
  const slopes = slopesOf(days);
  const perDay = middle(slopes);
  const agree = slopes.filter((slope) => slope > 0).length / slopes.length;
  if (!(perDay > 0) || agree < mostAgree) return { is: 'not-ahead' };
  const last = days.at(-1) as Day;
  // The line goes through the middle of the days, as its slope does.
  const level = middle(days.map(({ day, highest }) => highest + perDay * (last.day - day)));
  const shape = hoursOf(days);
  const nowMs = used.reduce((newest, { atMs }) => Math.max(newest, atMs), 0);
  for (let ahead = 0; ahead <= mostDaysAhead * 24; ahead++) {
    const atMs = Math.floor(nowMs / hourMs) * hourMs + ahead * hourMs;
    const highest = level + perDay * (Math.floor(atMs / dayMs) - last.day);
    if (highest * (shape[hourOf(atMs)] ?? 0) >= most) return { is: 'ahead', atMs, perDay };
  }
  return { is: 'not-ahead' };
}

interface Day {
  /** Days since 1970. */
  readonly day: number;
  readonly highest: number;
  /** The mean of each hour; not a number where it is not known. */
  readonly hours: readonly number[];
}

/** The days of which most is known. */
function daysOf(used: readonly Used[]): readonly Day[] {
  const sums = new Map<number, { sum: number; count: number }[]>();
  for (const { atMs, value } of used) {
    if (!Number.isFinite(value) || value < 0) continue;
    const day = Math.floor(atMs / dayMs);
    const hours = sums.get(day) ?? Array.from({ length: 24 }, () => ({ sum: 0, count: 0 }));
    const hour = hours[hourOf(atMs)];
    if (hour !== undefined) {
      hour.sum += value;
      hour.count++;
    }
    sums.set(day, hours);
  }
  return [...sums]
    .map(([day, hours]) => ({ day, hours: hours.map(({ sum, count }) => sum / count) }))
    .filter(({ hours }) => hours.filter(Number.isFinite).length >= fewestHours)
    .map((one) => ({ ...one, highest: Math.max(...one.hours.filter(Number.isFinite)) }))
    .sort((one, other) => one.day - other.day);
}

function slopesOf(days: readonly Day[]): readonly number[] {
  return days.flatMap((one, at) =>
    days.slice(at + 1).map((other) => (other.highest - one.highest) / (other.day - one.day)),
  );
}

/** What each hour is beside the highest of its day; the busiest is 1, since the highest is what grows. */
function hoursOf(days: readonly Day[]): readonly number[] {
  const shares = Array.from({ length: 24 }, (_, hour) =>
    middle(days.map(({ hours, highest }) => (hours[hour] ?? Number.NaN) / highest).filter(Number.isFinite)),
  ).map((share) => (Number.isFinite(share) ? share : 0));
  const busiest = Math.max(...shares);
  return shares.map((share) => share / busiest);
}

function hourOf(atMs: number): number {
  return Math.floor((atMs % dayMs) / hourMs);
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[half] ?? Number.NaN;
  return ((sorted[half - 1] ?? Number.NaN) + (sorted[half] ?? Number.NaN)) / 2;
}
