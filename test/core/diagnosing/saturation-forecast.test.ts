import { describe, expect, it } from 'vitest';
import { forecastSaturation, type Used } from '../../../core/diagnosing/saturation-forecast.ts';
import { random } from '../../../sim/workloads/random.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A Monday. */
const fromMs = Date.UTC(2026, 10, 23);

/** Quarters of an hour whose day has its highest at 14:00, `highest` of each day, with noise. */
function days(count: number, highest: (day: number) => number, noise = 0.02): Used[] {
  const chance = random(5);
  return Array.from({ length: count * 96 }, (_, at) => {
    const atMs = fromMs + (at * hourMs) / 4;
    const wave = 0.6 + 0.4 * Math.cos((2 * Math.PI * ((atMs % dayMs) - 14.5 * hourMs)) / dayMs);
    return { atMs, value: highest(Math.floor(at / 96)) * wave * (1 + noise * chance.normal()) };
  });
}

describe('when something gives out', () => {
  it('is told to the day and the hour, from the days before', () => {
    // 60 on Monday and 5 more each day: 99 of 100 on the eighth day after, a Tuesday, at about 14:00.
    const forecast = forecastSaturation(
      days(5, (day) => 60 + 5 * day),
      97,
    );
    expect(forecast).toMatchObject({ is: 'ahead', perDay: expect.closeTo(5, -0.3) });
    const atMs = forecast.is === 'ahead' ? forecast.atMs : 0;
    expect(Math.abs(atMs - (fromMs + 8 * dayMs + 14 * hourMs))).toBeLessThanOrEqual(dayMs + 2 * hourMs);
    expect(new Date(atMs).getUTCHours()).toBeGreaterThanOrEqual(12);
    expect(new Date(atMs).getUTCHours()).toBeLessThanOrEqual(17);
  });

  it('is not taken from the rise of a single morning, or of two days', () => {
    const morning = days(1, () => 60).filter(({ atMs }) => atMs - fromMs < 13 * hourMs);
    expect(forecastSaturation(morning, 100)).toEqual({ is: 'unknown', days: 0 });
    expect(
      forecastSaturation(
        days(2, (day) => 60 + 20 * day),
        100,
      ),
    ).toEqual({ is: 'unknown', days: 2 });
  });

  it('is nowhere ahead where days only differ, fall, or one of them was odd', () => {
    const week = (highest: (day: number) => number) => forecastSaturation(days(7, highest), 100);
    expect(week((day) => 60 + ([0, 4, -3, 2, -4, 3, -1][day % 7] ?? 0))).toEqual({ is: 'not-ahead' });
    expect(week((day) => 90 - day)).toEqual({ is: 'not-ahead' });
    expect(week((day) => (day === 6 ? 95 : 60))).toEqual({ is: 'not-ahead' });
    expect(week((day) => 20 + 0.1 * day)).toEqual({ is: 'not-ahead' });
  });

  it('is told on weeks of made-up growth within a day, from no more than seven days', () => {
    for (const perDay of [1, 2, 4, 8]) {
      const forecast = forecastSaturation(
        days(7, (day) => 50 + perDay * day),
        50 + perDay * 12 - perDay / 2,
      );
      expect(forecast.is).toBe('ahead');
      const ahead = forecast.is === 'ahead' ? (forecast.atMs - fromMs) / dayMs : 0;
      expect(Math.abs(ahead - 12.6)).toBeLessThan(2);
    }
  });

  it('is unknown of what is not a number', () => {
    const broken = days(7, () => 60).map(({ atMs }, at) => ({
      atMs,
      value: [Number.NaN, -1][at % 2] ?? 0,
    }));
    expect(forecastSaturation(broken, 100)).toEqual({ is: 'unknown', days: 0 });
    expect(forecastSaturation([], 100)).toEqual({ is: 'unknown', days: 0 });
  });
});
