import { describe, expect, it } from 'vitest';
import { demandDay } from '../../../cli/demo/demand-day.ts';
import { neededUnits, sizing } from '../../../cli/demo/sizing.ts';
import { departures } from '../../../cli/scaling/traces/departures.ts';
import type { MeasuredTrace } from '../../../cli/scaling/traces/measured-trace.ts';

const startMs = Date.UTC(2026, 0, 5);
const dayMs = 86_400_000;

function aTrace(
  stepSeconds: number,
  days: number,
  value: (second: number) => number | null,
  fromMs = startMs,
): MeasuredTrace {
  const values = Float64Array.from(
    { length: (days * 86_400) / stepSeconds },
    (_, step) => value(step * stepSeconds) ?? Number.NaN,
  );
  return { name: 'a', unit: 'calls', startMs: fromMs, stepSeconds, values };
}

describe('the day of a trace', () => {
  it('is the busiest complete one', () => {
    const busier = [1, 3, 9, 2];
    const gapOnThirdDay = (second: number) =>
      second === 2 * 86_400 + 600 ? null : 1000 * (busier[Math.floor(second / 86_400)] ?? 0);
    const day = demandDay(aTrace(300, 4, gapOnThirdDay), null);
    expect(day.startMs).toBe(startMs + dayMs);
    expect(day.perMinute).toHaveLength(1440);
    expect(new Set(day.perMinute.slice(0, 1435))).toEqual(new Set([3000]));
  });

  it('is the most complete one where none is whole, and its gaps stay gaps', () => {
    const weekdayHours = (second: number) =>
      second % 86_400 < 7 * 3600 || second % 86_400 >= (second < 86_400 ? 20 : 21) * 3600 ? null : 2000;
    const day = demandDay(aTrace(300, 2, weekdayHours), null);
    expect(day.startMs).toBe(startMs + dayMs);
    expect(day.perMinute.filter((value) => value === null)).toHaveLength(10 * 60);
    expect(day.notes.join()).toContain('600 of 1440 minutes were not measured');
  });

  it('is the one asked for, or a word on what there is', () => {
    const trace = aTrace(300, 3, () => 2000);
    expect(demandDay(trace, '2026-01-07').startMs).toBe(startMs + 2 * dayMs);
    expect(() => demandDay(trace, '2026-02-07')).toThrow('it runs from 2026-01-05 to 2026-01-07');
    expect(() => demandDay(trace, 'monday')).toThrow('--day: "monday" is not a day; write it as 2026-01-05');
  });

  it('interpolates coarse steps, never across a gap', () => {
    const day = demandDay(
      aTrace(600, 1, (second) => (second === 1200 ? null : second * 10)),
      null,
    );
    expect(day.perMinute.slice(0, 2)).toEqual([0, 600]);
    expect(day.perMinute[15]).toBe(6000);
    expect(day.perMinute.slice(20, 30)).toEqual(new Array(10).fill(null));
    expect(day.perMinute[30]).toBe(18_000);
  });

  it('averages fine steps', () => {
    const day = demandDay(
      aTrace(20, 1, (second) => 1000 + (second % 60)),
      null,
    );
    expect(day.perMinute[7]).toBe(1020);
  });

  it('lets a small trace count for more, and says so', () => {
    const day = demandDay(
      aTrace(60, 1, () => 0.25),
      null,
    );
    expect(day.perMinute[0]).toBe(2500);
    expect(day.notes.join()).toContain('each of the calls counts as 10000 requests');
  });

  it('refuses a day of nothing', () => {
    expect(() =>
      demandDay(
        aTrace(60, 1, () => 0),
        null,
      ),
    ).toThrow('demand is zero all day');
  });

  it('takes a trace that is shorter than a day', () => {
    const day = demandDay(
      aTrace(60, 0.25, () => 2000, startMs + 6 * 3_600_000),
      null,
    );
    expect(day.perMinute.filter((value) => value !== null)).toHaveLength(360);
  });
});

describe('the built-in trace', () => {
  it('is one whole Monday of departures, counted every five minutes', async () => {
    const trace = await departures();
    expect(trace.values).toHaveLength(288);
    expect(Math.round(trace.values.reduce((sum, value) => sum + 5 * value, 0))).toBe(16_938);
  });
});

describe('sizing', () => {
  it.each([0.01, 1, 40, 90_000])('keeps between a few and about fourteen units busy whatever the size (%d)', (size) => {
    const wave = Array.from({ length: 1440 }, (_, minute) => size * (1.01 - Math.cos((minute / 1440) * 2 * Math.PI)));
    const chosen = sizing(wave);
    const needed = wave.map((demand) => neededUnits(demand, chosen));
    expect(Math.min(...needed)).toBe(2);
    expect(Math.max(...needed)).toBeGreaterThanOrEqual(14);
    expect(Math.max(...needed)).toBeLessThanOrEqual(chosen.maxUnits);
  });

  it('lets a towering peak need at most about forty units', () => {
    const flash = Array.from({ length: 1440 }, (_, minute) => (minute === 700 ? 100_000 : 100));
    expect(Math.ceil(100_000 / sizing(flash).requestsPerUnit)).toBeLessThanOrEqual(41);
  });
});
