import type { Learned } from './learned.ts';
import { usualAt } from './season.ts';

/** Over which periods a forecast is made. */
export interface Window {
  /** The period that is decided in. */
  readonly now: number;
  /** The periods after it that capacity asked for now decides upon. */
  readonly periods: number;
  readonly periodMinutes: number;
}

const shortestLookBack = 5;
const seasonSteps = 6;

/**
 * What a forecast of the highest demand in a window is made from, as departures from the level of about six periods:
 * recent maxima, slopes, season, the minute of the hour, noise, and how volatile things are. Slopes and jumps count once
 * more where they stand out of the noise, since only then do they go on.
 */
export function featuresOf(learned: Learned, window: Window): number[] {
  const { recent, levels, noise, learners } = learned;
  const [shortest, level, half] = levels;
  const last = recent[recent.length - 1] ?? level;
  const spread = Math.sqrt(noise);
  const slope = shortest - level;
  const first = learners[0];
  const hourly = first?.byHour[hourOf(window)] ?? -1;
  const usual = usualAt(learned, (window.now - 2) * window.periodMinutes);
  return [
    1,
    Math.min(2, highest(recent, Math.max(shortestLookBack, window.periods)) - level),
    within(slope, 1),
    within(level - half, 1),
    usual === null ? 0 : within(usualRise(learned, window, usual), 2),
    minuteRise(learned, window),
    usual === null ? 0 : within(usual - level, 1.5),
    within(last - shortest, 1.5),
    spread,
    Math.max(0, Math.min(1, slope - 1.5 * spread)),
    Math.min(1, first?.fast ?? 0),
    hourly < 0 ? (first?.slow ?? 0) : hourly,
    Math.max(0, Math.min(1, last - level - 2 * spread)),
    Math.min(2, highest(recent, recent.length) - level),
  ];
}

/** The hour of the day (UTC) that is decided in. */
export function hourOf({ now, periodMinutes }: Window): number {
  return Math.floor((now * periodMinutes) / 60) % 24;
}

/** The highest of the newest values. */
export function highest(values: readonly number[], count: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let at = Math.max(0, values.length - count); at < values.length; at++) {
    const value = values[at] as number;
    if (value > most) most = value;
  }
  return most;
}

/** The highest usual level of a window, as logarithm; null where none is known. */
export function highestUsual(learned: Learned, { now, periods, periodMinutes }: Window): number | null {
  let most: number | null = null;
  const step = Math.max(1, Math.floor(periods / seasonSteps));
  for (let at = 1; at <= periods; at += step) {
    const then = usualAt(learned, (now + at) * periodMinutes);
    if (then !== null && (most === null || then > most)) most = then;
  }
  return most;
}

function usualRise(learned: Learned, window: Window, usual: number): number {
  const most = highestUsual(learned, window);
  return most === null ? 0 : most - usual;
}

function minuteRise({ minutes }: Learned, { now, periods, periodMinutes }: Window): number {
  let most = Number.NEGATIVE_INFINITY;
  const step = Math.max(1, Math.round(1 / periodMinutes));
  for (let at = 1; at <= periods && at <= 60 * step; at += step) {
    const value = minutes[Math.floor((now + at) * periodMinutes) % 60] as number;
    if (value > most) most = value;
  }
  return most;
}

function within(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
