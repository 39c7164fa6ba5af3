import { describe, expect, it } from 'vitest';
import { readRecord } from '../../../../adapters/scaling/fleets/read-record.ts';
import type { Point, Source } from '../../../../core/readings/series.ts';
import { aFleet } from '../../../core/scaling/fleets/a-fleet.ts';

const fromMs = Date.parse('2026-03-15T00:00:00Z');
const minuteMs = 60_000;
const range = { fromMs, toMs: fromMs + 60 * minuteMs };
const at = (minute: number, value: number): Point => ({ atMs: fromMs + minute * minuteMs, value });
const every = (minutes: number, value: number): Point[] =>
  Array.from({ length: 60 / minutes }, (_, index) => at(index * minutes, value));

/** CloudWatch with the points of some metrics, by name and statistic. */
function sourceOf(points: Readonly<Record<string, readonly Point[]>>): Source {
  return {
    async read(part) {
      if (part.kind !== 'cloudwatch') throw new Error('another source was asked');
      return { metric: { points: points[`${part.metricName} ${part.stat}`] ?? [], trouble: null }, witness: null };
    },
  };
}

const busyWeb = { 'CPUUtilization Average': every(5, 50), 'CPUUtilization SampleCount': every(5, 20) };
const noLoads = aFleet({ loads: [], counted: null });

describe('the record of a found fleet', () => {
  it('is requests per second by the minute, beside what ran and how busy it was', async () => {
    const points = { ...busyWeb, 'RequestCount Sum': every(1, 600), 'GroupInServiceInstances Average': every(5, 3) };
    const record = await readRecord(sourceOf(points), aFleet(), range);
    expect(record).toMatchObject({ of: 'requests', stepSeconds: 60, startMs: fromMs });
    expect([record.demand[7], record.running[7], record.busy[7]]).toEqual([10, 3, 0.5]);
  });

  it('adds up the requests of every target group', async () => {
    const loads = [1, 2].map((of) => ({ loadBalancer: `app/shop/${of}`, targetGroup: `targetgroup/web/${of}` }));
    const record = await readRecord(
      sourceOf({ ...busyWeb, 'RequestCount Sum': every(1, 600) }),
      aFleet({ loads }),
      range,
    );
    expect(record.demand[7]).toBe(20);
  });

  it('is nothing where nothing was counted while units told of themselves, and unknown where they were silent too', async () => {
    const early = (points: readonly Point[]) => points.filter(({ atMs }) => atMs < fromMs + 30 * minuteMs);
    const points = { 'RequestCount Sum': [at(0, 60)], 'CPUUtilization Average': early(every(5, 1)) };
    const { demand } = await readRecord(sourceOf(points), aFleet(), range);
    expect([demand[0], demand[29], demand[30]]).toEqual([1, 0, Number.NaN]);
  });

  it.each([
    ['one in 20 seconds', 1, 12, 3],
    ['one a minute', 1, 4, 1],
    ['one in five minutes', 5, 4, 1 / 5],
  ])('counts units by their samples where nothing else does: %s', async (_, apart, count, perMinute) => {
    const points = {
      'CPUUtilization SampleCount': every(apart, count),
      'CPUUtilization Sum': every(apart, count * 25),
    };
    const record = await readRecord(
      sourceOf({ ...points, 'CPUUtilization Average': every(apart, 25) }),
      noLoads,
      range,
    );
    expect(record).toMatchObject({ of: 'busy', samplesPerMinute: perMinute });
    expect([record.running[1], record.demand[1], record.busy[1]]).toEqual([4, 100, 0.25]);
  });

  it('knows no units where their samples fit none of what AWS sends', async () => {
    const record = await readRecord(
      sourceOf({ ...busyWeb, 'CPUUtilization SampleCount': every(5, 11) }),
      noLoads,
      range,
    );
    expect(record.samplesPerMinute).toBeNull();
    expect([...record.running].every(Number.isNaN)).toBe(true);
  });

  it('tells what could not be read', async () => {
    const failing: Source = { read: async () => ({ metric: { points: [], trouble: 'AccessDenied' }, witness: null }) };
    expect(await readRecord(failing, aFleet(), range)).toMatchObject({ troubles: ['AccessDenied'] });
  });
});
