import { type Cells, type Learned, rounded, seasonScale } from './learned.ts';

const quarterMinutes = 15;
const halfMinutes = 30;
const dayGain = 0.35;
const weekGain = 0.5;
/** How much the level by half hour of the week counts beside that by quarter of the day. */
const weekShare = 0.59;
/** 1970-01-01 was a Thursday: minutes from the Monday before. */
const mondayMinutes = 3 * 1440;

/** Takes in a level: quarters and half hours are written once they are over. Writes into what is learned. */
export function learnSeason(learned: Learned, minute: number, value: number): void {
  const { quarterPeak } = learned;
  const isNext = learned.quarter[0] !== Math.floor(minute / quarterMinutes);
  learned.quarterPeak = isNext ? value : Math.max(quarterPeak, value);
  sum(learned.quarter, Math.floor(minute / quarterMinutes), value, (number, mean) => {
    const cell = number % 96;
    const before = peakOf(learned, number);
    learned.day = written(learned.day, cell, mean, dayGain);
    const above = seasonScale * meanPeak(before, quarterPeak) - (learned.day[cell] ?? 0);
    learned.peaks = learned.peaks.with(cell, rounded(above, 1));
  });
  sum(learned.half, Math.floor((minute + mondayMinutes) / halfMinutes), value, (number, mean) => {
    learned.week = written(learned.week, number % 336, mean, weekGain);
  });
}

/**
 * The highest demand, as logarithm, that the quarters within a window and the one after it usually bring, by the time of day or
 * of the week: who comes at the same hour is not always on the minute. Null where none is known.
 */
export function usualPeakIn(
  learned: Pick<Learned, 'day' | 'week' | 'peaks'>,
  fromMinute: number,
  toMinute: number,
  days: 1 | 7,
): number | null {
  let most: number | null = null;
  const last = Math.floor(toMinute / quarterMinutes) + 1;
  for (let quarter = Math.floor(fromMinute / quarterMinutes); quarter <= last; quarter++) {
    const peak = days === 1 ? peakOf(learned, quarter) : peakInWeek(learned, quarter);
    if (peak !== null) most = Math.max(most ?? peak, peak);
  }
  return most;
}

/** The highest demand, as logarithm, that a day usually brings; null where no quarter is known. */
export function highestUsualPeak(learned: Pick<Learned, 'day' | 'week' | 'peaks'>): number | null {
  return usualPeakIn(learned, 0, 24 * 60 - 2 * quarterMinutes, 1);
}

/** What a quarter of the day usually brings at most, as logarithm; null where that is not known. */
function peakOf({ day, peaks }: Pick<Learned, 'day' | 'peaks'>, quarter: number): number | null {
  const [level, above] = [day[quarter % 96] ?? null, peaks[quarter % 96] ?? null];
  return level === null || above === null ? null : (level + above) / seasonScale;
}

/**
 * The same by the week: the level of its half hour, and above it what the quarter of the day usually has above its own. In the
 * first week it is that of the day.
 */
function peakInWeek(learned: Pick<Learned, 'day' | 'week' | 'peaks'>, quarter: number): number | null {
  const half = Math.floor((quarter * quarterMinutes + mondayMinutes) / halfMinutes);
  const [level, above] = [learned.week[half % 336] ?? null, learned.peaks[quarter % 96] ?? null];
  return level === null || above === null ? peakOf(learned, quarter) : (level + above) / seasonScale;
}

/** Half of the newest peak and half of those before, as demand and not as its logarithm: one high day is not forgotten. */
function meanPeak(before: number | null, peak: number): number {
  return before === null ? peak : Math.log((Math.exp(before) + Math.exp(peak)) / 2);
}

/** The usual level at a minute since 1970, on the line between cells; null where it is not known. */
export function usualAt({ day, week }: Learned, minute: number): number | null {
  const daily = between(day, minute / quarterMinutes);
  if (daily === null) return null;
  const weekly = between(week, (minute + mondayMinutes) / halfMinutes);
  return weekly === null ? daily : (1 - weekShare) * daily + weekShare * weekly;
}

function sum(
  cell: [number, number, number],
  number: number,
  value: number,
  over: (number: number, mean: number) => void,
): void {
  if (cell[0] !== number) {
    if (cell[2] > 0) over(cell[0], cell[1] / cell[2]);
    cell[0] = number;
    cell[1] = 0;
    cell[2] = 0;
  }
  cell[1] = rounded(cell[1] + value, 1e4);
  cell[2]++;
}

function written(cells: Cells, at: number, mean: number, gain: number): Cells {
  const before = cells[at] ?? null;
  const next = seasonScale * mean;
  return cells.with(at, rounded(before === null ? next : before + gain * (next - before), 1));
}

function between(cells: Cells, place: number): number | null {
  const left = Math.floor(place - 0.5);
  const share = place - 0.5 - left;
  const before = cells[left % cells.length] ?? null;
  const after = cells[(left + 1) % cells.length] ?? null;
  if (before === null || after === null) return null;
  return (before + share * (after - before)) / seasonScale;
}
