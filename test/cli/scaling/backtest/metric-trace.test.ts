import { describe, expect, it } from 'vitest';
import { readMetric } from '../../../../cli/scaling/backtest/metric-trace.ts';
import type { Point, Source } from '../../../../core/readings/series.ts';

const nowMs = Date.parse('2026-03-15T12:03:00Z');
const minute = 60_000;
const metric = { namespace: 'AWS/ApplicationELB', metricName: 'RequestCount' };
const dimension = { LoadBalancer: 'app/web/1' };

/** CloudWatch with these points of the metric, and of its witness where there is one. */
function sourceOf(points: readonly Point[], witness: readonly Point[] = [], asked: unknown[] = []): Source {
  return {
    async read(part, fromMs, toMs) {
      asked.push({ part, fromMs, toMs });
      return { metric: { points, trouble: null }, witness: { points: witness, trouble: null } };
    },
  };
}

const points = (...values: readonly (readonly [minutesAgo: number, value: number])[]): Point[] =>
  values.map(([ago, value]) => ({ atMs: Date.parse('2026-03-15T12:00:00Z') - ago * minute, value }));

describe('a trace from a metric of CloudWatch', () => {
  it('goes from the first minute that was measured to the last, and says how it was read', async () => {
    const source = sourceOf(points([30, 7], [29, 8], [28, 9]));
    const trace = await readMetric(source, metric, { days: 14, dimension, stat: 'Sum' }, nowMs);
    expect([...trace.values]).toEqual([7, 8, 9]);
    expect(trace).toMatchObject({
      stepSeconds: 60,
      startMs: Date.parse('2026-03-15T11:30:00Z'),
      name: 'AWS/ApplicationELB/RequestCount, the last 14 days',
      readAs: ['read from CloudWatch: Sum of AWS/ApplicationELB/RequestCount of LoadBalancer=app/web/1, UTC'],
    });
  });

  it('holds zero where the balancer reported and the metric did not, and a gap where both were silent', async () => {
    const source = sourceOf(points([30, 7], [27, 9]), points([30, 1], [29, 1], [27, 1]));
    const { values } = await readMetric(source, metric, { days: 1, dimension, stat: 'Sum' }, nowMs);
    expect([...values]).toEqual([7, 0, Number.NaN, 9]);
  });

  it('asks for minutes of two weeks, and for the five minutes that CloudWatch keeps of two months', async () => {
    const asked: { part: { periodSeconds: number }; fromMs: number; toMs: number }[] = [];
    const source = sourceOf(points([30, 300]), [], asked);
    await readMetric(source, metric, { days: 14, dimension, stat: 'Sum' }, nowMs);
    await readMetric(source, metric, { days: 63, dimension, stat: 'Sum' }, nowMs);
    expect(asked.map(({ part }) => part.periodSeconds)).toEqual([60, 300]);
    expect(asked.map(({ fromMs, toMs }) => (toMs - fromMs) / 86_400_000)).toEqual([14, 63]);
  });

  it('refuses a metric of which nothing is there, with what to check', async () => {
    const empty = readMetric(sourceOf([]), metric, { days: 14, dimension, stat: 'Sum' }, nowMs);
    await expect(empty).rejects.toThrow(
      /nothing of AWS\/ApplicationELB\/RequestCount of LoadBalancer=app\/web\/1 in the last 14 days; check the name, every --dimension/,
    );
  });
});
