import { clockChangeMs, type WallClock, wallClock, weekdays } from './wall-clock.ts';

/** A stretch of the day, on the days on which it starts; one whose end is not after its start runs into the next day. */
interface Window {
  readonly days: readonly (typeof weekdays)[number][];
  /** `HH:MM`. */
  readonly from: string;
  readonly to: string;
}

/** Windows of the day by the clock of a time zone, whatever is to hold in them. */
interface Windows<Open extends Window> {
  readonly timeZone: string;
  readonly windows: readonly Open[];
}

const minuteMs = 60_000;
const dayMinutes = 1440;

/** The windows of a schedule that are open at a moment, by its wall clock: an hour that comes twice a year counts twice. */
export function openWindows<Open extends Window>({ timeZone, windows }: Windows<Open>, atMs: number): readonly Open[] {
  const clock = wallClock(timeZone, atMs);
  return windows.filter((window) => isOpen(window, clock));
}

/**
 * When a window of a schedule may open or close within the next `withinMinutes` (at most 15); null where none does.
 * Where the clocks change before that, the change itself is such a moment.
 */
export function nextTurnMs({ timeZone, windows }: Windows<Window>, atMs: number, withinMinutes: number): number | null {
  const { minute } = wallClock(timeZone, atMs);
  let next = withinMinutes + 1;
  for (const { from, to } of windows) {
    next = Math.min(next, minutesUntil(minuteOf(from), minute), minutesUntil(minuteOf(to), minute));
  }
  const turnMs = next > withinMinutes ? null : (Math.floor(atMs / minuteMs) + next) * minuteMs;
  const changeMs = clockChangeMs(timeZone, atMs);
  if (changeMs === null || changeMs > atMs + withinMinutes * minuteMs) return turnMs;
  return turnMs === null ? changeMs : Math.min(turnMs, changeMs);
}

function isOpen({ days, from, to }: Window, { weekday, minute }: WallClock): boolean {
  const start = minuteOf(from);
  const end = minuteOf(to);
  if (start < end) return minute >= start && minute < end && includes(days, weekday);
  // Over midnight: tonight's part of the window that starts today, or this morning's part of yesterday's.
  return (minute >= start && includes(days, weekday)) || (minute < end && includes(days, (weekday + 6) % 7));
}

function includes(days: Window['days'], weekday: number): boolean {
  const day = weekdays[weekday];
  return day !== undefined && days.includes(day);
}

/** Minutes since midnight of a time such as 08:30; by its digits, since every look reads every window. */
function minuteOf(time: string): number {
  return digit(time, 0) * 600 + digit(time, 1) * 60 + digit(time, 3) * 10 + digit(time, 4);
}

function digit(time: string, index: number): number {
  return time.charCodeAt(index) - 48;
}

/** Minutes until the clock shows `target` again: 1 to 1440. */
function minutesUntil(target: number, minute: number): number {
  return ((target - minute - 1 + dayMinutes) % dayMinutes) + 1;
}
