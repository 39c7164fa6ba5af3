import type { Because } from '../model/reason.ts';
import { utcText } from '../time/utc-text.ts';
import type { RunsOut } from './runs-out.ts';
import { fewestDays, mostDaysAhead } from './saturation-forecast.ts';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** What runs out, and when, as a sentence. */
export function tellRunsOut(runsOut: RunsOut): Because {
  switch (runsOut.is) {
    case 'ahead':
      return {
        says: 'at this growth ({perDay} {unit} more each day) {what} gives out on {weekday} {at}',
        perDay: runsOut.perDay,
        unit: runsOut.unit,
        what: runsOut.what,
        weekday: weekdays[new Date(runsOut.atMs).getUTCDay()] ?? null,
        at: utcText(runsOut.atMs),
      };
    case 'not-ahead':
      return { says: 'nothing that is known grows so that it gives out within {days} days', days: mostDaysAhead };
    case 'unknown':
      return {
        says: 'when growth reaches a limit is unknown: it takes {fewest} days of readings, and {days} are there',
        fewest: fewestDays,
        days: runsOut.days,
      };
  }
}
