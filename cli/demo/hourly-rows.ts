import { clock } from './check-followed.ts';
import type { DemandDay } from './demand-day.ts';
import type { DayLook, PlayedDay } from './replay-day.ts';
import { why } from './why.ts';

const longestReason = 84;

/** The columns of the day's table. */
export const hourlyColumns = [
  { title: 'hour' },
  { title: 'demand', right: true },
  { title: 'asked', right: true },
  { title: 'running', right: true },
  { title: 'changes', right: true },
  { title: 'settled by' },
  { title: 'because (last change of the hour)' },
] as const;

/** The day an hour a row: mean demand, capacity at the hour's end, and why it last changed. */
export function hourlyRows(day: DemandDay, { looks, asked, running }: PlayedDay): string[][] {
  return Array.from({ length: 24 }, (_, hour) => {
    const end = hour * 60 + 59;
    const changes = looks.filter(
      ({ minute, askedBefore, askedAfter }) => Math.floor(minute / 60) === hour && askedBefore !== askedAfter,
    );
    return [
      clock(hour * 60),
      mean(day.perMinute.slice(hour * 60, end + 1).map((demand) => (demand === null ? null : demand / 60))),
      String(asked[end]),
      String(running[end]),
      String(changes.length),
      ...reason(changes.at(-1)),
    ];
  });
}

function reason(change: DayLook | undefined): [string, string] {
  if (change === undefined) return ['', ''];
  const { by, because } = why(change.entry);
  return [by, because.length > longestReason ? `${because.slice(0, longestReason - 1)}…` : because];
}

function mean(values: readonly (number | null)[]): string {
  const measured = values.filter((value) => value !== null);
  if (measured.length === 0) return 'no data';
  const average = measured.reduce((sum, value) => sum + value, 0) / measured.length;
  return average >= 100 ? String(Math.round(average)) : average.toFixed(1);
}
