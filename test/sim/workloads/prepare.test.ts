import { describe, expect, test } from 'vitest';
import { profiles } from '../../../sim/scaling/world/profile.ts';
import { prepare } from '../../../sim/workloads/prepare.ts';
import type { Trace } from '../../../sim/workloads/trace.ts';

const profile = profiles[60];

function trace(values: readonly number[], stepSeconds: number): Trace {
  return { name: 'made', startMs: 0, stepSeconds, values: Float64Array.from(values) };
}

const waves = (count: number, period: number): number[] =>
  Array.from({ length: count }, (_, index) => 100 + 50 * Math.sin((2 * Math.PI * index) / period));

describe('preparing a workload', () => {
  test('demand is scaled so that the mean need over the scored steps is 20 units', () => {
    const { need, scored } = prepare(trace(waves(4000, 1440), 60), profile, 1);
    const scoredNeed = need.filter((_, step) => scored[step] === 1);
    expect(scoredNeed.reduce((a, b) => a + b, 0) / scoredNeed.length).toBeCloseTo(20, 1);
  });

  test('scored steps start at the half of a short trace and after seven days of a long one', () => {
    expect(prepare(trace(waves(4001, 1440), 60), profile, 1).scored.indexOf(1)).toBe(2000);
    expect(prepare(trace(waves(30 * 1440, 1440), 60), profile, 1).scored.indexOf(1)).toBe(7 * 1440);
  });

  test('native minutes carry no noise, whatever the seed', () => {
    const values = trace(waves(4000, 1440), 60);
    expect(prepare(values, profile, 1).demand).toEqual(prepare(values, profile, 2).demand);
  });

  test('longer steps become minutes on the line between bin centres, times noise of mean 1 and sigma 0.03', () => {
    const prepared = prepare(
      trace(
        Array.from({ length: 3000 }, () => 10),
        300,
      ),
      profile,
      7,
    );
    expect(prepared.madeMinutes).toBe(true);
    expect(prepared.steps).toBe(15_000);
    const mean = prepared.demand.reduce((a, b) => a + b, 0) / prepared.steps;
    const logs = Array.from(prepared.demand, (value) => Math.log(value / mean));
    const sigma = Math.sqrt(logs.reduce((sum, log) => sum + log * log, 0) / logs.length);
    expect(sigma).toBeGreaterThan(0.029);
    expect(sigma).toBeLessThan(0.031);
    const { demand } = prepare(trace([0, 100, 0, 100, 0, 100], 600), profile, 7);
    const ratio = (demand[9] as number) / (demand[14] as number); // minute 9 lies 4.5 of 10 minutes after a centre, 14 lies 9.5
    expect(ratio).toBeGreaterThan((45 / 95) * 0.85);
    expect(ratio).toBeLessThan((45 / 95) * 1.15);
  });

  test('the same seed gives the same noise, another seed another', () => {
    const values = trace(waves(3000, 288), 300);
    expect(prepare(values, profile, 3).demand).toEqual(prepare(values, profile, 3).demand);
    expect(prepare(values, profile, 3).demand).not.toEqual(prepare(values, profile, 4).demand);
  });

  test('gaps are bridged in demand and missing in the metric; only those over two hours are not judged', () => {
    const values = waves(4000, 1440);
    for (let at = 3000; at < 3060; at++) values[at] = Number.NaN;
    for (let at = 3200; at < 3400; at++) values[at] = Number.NaN;
    const { demand, measured, judged, scored } = prepare(trace(values, 60), profile, 1);
    expect(demand.some(Number.isNaN)).toBe(false);
    expect((demand[3030] as number) / (demand[2999] as number)).toBeGreaterThan(0);
    expect([measured[2999], measured[3000], measured[3059], measured[3060]]).toEqual([1, 0, 0, 1]);
    expect([judged[3030], judged[3300], scored[3300], judged[3400]]).toEqual([1, 0, 0, 1]);
    const middle = ((demand[3199] as number) + (demand[3400] as number)) / 2;
    expect((demand[3299] as number) / middle).toBeCloseTo(1, 1);
  });

  test('a 20 s world repeats the minute', () => {
    const { demand, steps } = prepare(trace(waves(2000, 1440), 60), profiles[20], 1);
    expect(steps).toBe(6000);
    expect(demand[3]).toBe(demand[5]);
    expect(demand[3]).not.toBe(demand[6]);
  });
});
