import { type Learned, rounded, unknown } from './learned.ts';

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
  sum(learned.quarter, Math.floor(minute / quarterMinutes), value, (number, mean) => {
    learned.day = written(learned.day, number % 96, mean, dayGain);
  });
  sum(learned.half, Math.floor((minute + mondayMinutes) / halfMinutes), value, (number, mean) => {
    learned.week = written(learned.week, number % 336, mean, weekGain);
  });
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

function written(cells: readonly number[], at: number, mean: number, gain: number): number[] {
  const before = cells[at] as number;
  return cells.with(at, rounded(before === unknown ? mean : before + gain * (mean - before), 1e2));
}

function between(cells: readonly number[], place: number): number | null {
  const left = Math.floor(place - 0.5);
  const share = place - 0.5 - left;
  const before = cells[left % cells.length] as number;
  const after = cells[(left + 1) % cells.length] as number;
  if (before === unknown || after === unknown) return null;
  return before + share * (after - before);
}
