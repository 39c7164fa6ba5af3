import { type DemandDay, dayMs } from './demand-day.ts';

/** The last day of the same weekday, so that every run decides alike. */
export function playedDay(nowMs: number, { startMs }: Pick<DemandDay, 'startMs'>): number {
  const yesterday = Math.floor(nowMs / dayMs) - 1;
  const weekday = Math.floor(startMs / dayMs) % 7;
  return (yesterday - ((yesterday - weekday) % 7)) * dayMs;
}
