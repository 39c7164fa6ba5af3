import { fewestDays, forecastSaturation, type SaturationForecast } from '../../core/alerting/saturation-forecast.ts';
import type { Diagnosis } from '../../core/diagnosing/diagnosis.ts';
import { limitName } from '../../core/diagnosing/limit-name.ts';
import { utcText } from '../../core/time/utc-text.ts';
import { number } from './number-text.ts';

/** When the first limit gives out if the load goes on growing as it did; null where no limit is known. */
export function forecastOf({ verdict, limits: [first], timeline }: Diagnosis): SaturationForecast | null {
  if (verdict.is === 'unknown' || first === undefined) return null;
  const used = timeline.flatMap(({ atMs, perSecond }) => (perSecond === null ? [] : [{ atMs, value: perSecond }]));
  return forecastSaturation(used, first.saturation.value);
}

/** The same as a line. */
export function tellForecast(diagnosis: Diagnosis): readonly string[] {
  const forecast = forecastOf(diagnosis);
  const [first] = diagnosis.limits;
  if (forecast === null || first === undefined) return [];
  switch (forecast.is) {
    case 'ahead':
      return [
        `At this growth (${number(forecast.perDay)} requests per second more each day) ${limitName(first)} gives out on ${weekday(forecast.atMs)} ${utcText(forecast.atMs)}.`,
      ];
    case 'not-ahead':
      return ['The highest load of a day does not grow so that it gives out within 30 days.'];
    case 'unknown':
      return [
        `When growth reaches that is unknown: it takes ${fewestDays} days of readings, and ${forecast.days} are there.`,
      ];
  }
}

function weekday(atMs: number): string {
  return new Date(atMs).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' });
}
