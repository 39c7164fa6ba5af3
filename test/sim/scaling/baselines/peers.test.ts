import { describe, expect, test } from 'vitest';
import { clairvoyantWithLead, neverScale, staticPeak } from '../../../../sim/scaling/baselines/bounds.ts';
import { hourlyForecast } from '../../../../sim/scaling/baselines/hourly-forecast.ts';
import { managedInstanceGroup } from '../../../../sim/scaling/baselines/managed-instance-group.ts';
import { predictive } from '../../../../sim/scaling/baselines/predictive.ts';
import { SlidingMax } from '../../../../sim/scaling/baselines/sliding-max.ts';
import { adjustment, stepScaling } from '../../../../sim/scaling/baselines/step-scaling.ts';
import { targetTracking } from '../../../../sim/scaling/baselines/target-tracking.ts';
import { weekAgo } from '../../../../sim/scaling/baselines/week-ago.ts';
import { profiles, unitRate } from '../../../../sim/scaling/world/profile.ts';
import type { Scaler } from '../../../../sim/scaling/world/seen.ts';
import { World } from '../../../../sim/scaling/world/world.ts';
import { aWorkload } from '../a-workload.ts';

const profile = profiles[60];
const flat = (units: number, minutes: number): number[] => Array.from({ length: minutes }, () => units);
const asked = (units: number[], scaler: Scaler, leadSeconds = 60): Int32Array =>
  new World(aWorkload(units), leadSeconds, profile).run(scaler).asked;

describe('AWS target tracking', () => {
  test('goes out after three minutes above, and in after fifteen minutes below 90 % of the target', () => {
    const run = asked([...flat(10, 30), ...flat(20, 30), ...flat(6, 60)], targetTracking(0.98, 300, 60));
    expect(run[30]).toBe(10);
    expect([run[33], run[34]]).toEqual([10, 11]); // minutes 30, 31 and 32 were seen above at minute 34
    const falls = run.findIndex((units, step) => step > 60 && units < (run[step - 1] as number));
    expect(falls).toBe(60 + 15 + 1); // minutes 60 to 74 were seen below at minute 76
  });

  test('goes in at most once a cool-down', () => {
    const falling = Array.from({ length: 200 }, (_, step) => Math.max(1, 60 - Math.floor(step / 3)));
    const run = asked(falling, targetTracking(0.9, 900, 60));
    const steps = [...run.keys()].filter((step) => step > 0 && (run[step] as number) < (run[step - 1] as number));
    for (let index = 1; index < steps.length; index++) {
      expect((steps[index] as number) - (steps[index - 1] as number)).toBeGreaterThanOrEqual(15);
    }
    expect(steps.length).toBeGreaterThan(3);
  });
});

describe('AWS step scaling', () => {
  test.each([
    [10, 0, 0],
    [10, 10, 1],
    [10, 30, 3],
    [4, 10, 1], // 0.4 becomes 1
    [12, 30, 3], // 3.6 becomes 3
    [4, -10, -1], // -0.4 becomes -1
    [12, -30, -3], // -3.6 becomes -3
  ])('%i units by %i percent change by %i', (units, percent, change) => {
    expect(adjustment(units, percent)).toBe(change);
  });

  test('the same breach never compounds while units are on their way', () => {
    const run = asked(flat(10, 12), { ask: () => 10 });
    expect(new Set(run)).toEqual(new Set([10]));
    const busy = asked([...flat(10, 5), ...flat(10, 10)], stepScaling(0.7, 60), 600);
    expect(Math.max(...busy)).toBe(13); // +30 % of the ten that served, once
  });
});

describe('KEDA with a trigger on last week', () => {
  const week = 7 * 1440;
  const peakAt = week / 2;
  const units = Array.from({ length: 2 * week }, (_, minute) => (minute === peakAt ? 40 : 10));
  const run = asked(units, weekAgo(0.98, 60, 60, unitRate(profile)));

  test("has the units of last week's peak half an hour before its time, and for no longer than the half hour", () => {
    const firstPeak = Math.max(...run.subarray(peakAt - 30, peakAt));
    const again = run.subarray(week + peakAt - 31, week + peakAt + 2);
    expect(firstPeak).toBeLessThan(20);
    expect([again[0], again[2], again[29]].map((asked) => (asked ?? 0) > 30)).toEqual([false, true, true]);
    expect(again[32]).toBeLessThan(20);
  });
});

describe("Google's managed instance groups", () => {
  test('keep the highest recommendation of the stabilisation period', () => {
    const run = asked([...flat(10, 20), ...flat(5, 30)], managedInstanceGroup(0.5, 600, 60));
    const high = run[21] as number;
    expect([run[30], run[31]]).toEqual([high, expect.toSatisfy((units: number) => units < high)]);
  });
});

describe('AWS predictive scaling', () => {
  const days = (count: number): number[] =>
    Array.from({ length: count * 1440 }, (_, minute) => (minute % 1440 >= 600 && minute % 1440 < 660 ? 40 : 10));

  test('raises before an hour that was busy on the days before, by the buffer', () => {
    const workload = aWorkload(days(4));
    const forecast = hourlyForecast(workload, 'same-hour-mean');
    expect(Number.isNaN(forecast[10])).toBe(true);
    expect(forecast[34]).toBeCloseTo(workload.demand[600] as number, 6);
    const knobs = { target: 0.9, bufferSeconds: 600, unitPerSecond: 80 };
    const { asked: run } = new World(workload, 60, profile).run(predictive(knobs, forecast, workload));
    const tenOClock = 2 * 1440 + 600;
    expect(run[tenOClock - 11]).toBeLessThan(20);
    expect(run[tenOClock - 10]).toBeGreaterThan(40);
  });

  test('a forecast uses nothing that came after its last refresh', () => {
    const before = hourlyForecast(aWorkload(days(4)), 'same-hour-p90');
    const changed = days(4).map((units, minute) => (minute >= 3 * 1440 + 420 ? units * 3 : units));
    const after = hourlyForecast(aWorkload(changed), 'same-hour-p90');
    expect([...after.subarray(0, 78)]).toEqual([...before.subarray(0, 78)]); // hours 72 to 77 were told at hour 72
  });

  test('the oracle tells the true mean of the hour', () => {
    const workload = aWorkload(days(2));
    expect(hourlyForecast(workload, 'oracle')[34]).toBeCloseTo(workload.demand[2040] as number, 6);
  });
});

describe('bounds', () => {
  test('the static peak is the highest need scored, never scaling is the mean need before', () => {
    const scored = new Uint8Array(8).fill(1, 4);
    const units = [2, 4, 30, 4, 5, 9, 7, 5];
    const workload = aWorkload(units, { scored });
    const world = new World(workload, 60, profile);
    expect(world.run(staticPeak(workload)).asked[0]).toBe(9);
    expect(world.run(neverScale(workload)).asked[0]).toBe(10);
  });

  test('the clairvoyant with lead serves every need once its first lead is over', () => {
    const workload = aWorkload([3, 3, 3, 3, 9, 2, 2, 12, 1, 1]);
    const { served } = new World(workload, 180, profile).run(clairvoyantWithLead(workload, 180, 60));
    expect([...served].every((units, step) => step < 3 || units >= (workload.need[step] as number))).toBe(true);
  });
});

test('a sliding maximum is the maximum of the window', () => {
  const values = [5, 3, 8, 1, 1, 1, 7, 2, 9, 0, 0, 0, 0];
  const sliding = new SlidingMax(4);
  values.forEach((value, step) => {
    expect(sliding.push(step, value)).toBe(Math.max(...values.slice(Math.max(0, step - 3), step + 1)));
  });
});
