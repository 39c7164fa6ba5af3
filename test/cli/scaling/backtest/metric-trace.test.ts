import { describe, expect, it } from 'vitest';
import { readMetric } from '../../../../cli/scaling/backtest/metric-trace.ts';
import type { BacktestOptions } from '../../../../cli/scaling/backtest/options.ts';
import { perSecond } from '../../../../cli/scaling/backtest/own-fleet.ts';
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
    const source = sourceOf(points([30, 60], [29, 120], [28, 240]));
    const trace = await readMetric(source, metric, { days: 14, dimension, stat: 'Sum' }, nowMs);
    expect([...trace.values]).toEqual([1, 2, 4]);
    expect(trace).toMatchObject({
      stepSeconds: 60,
      startMs: Date.parse('2026-03-15T11:30:00Z'),
      name: 'AWS/ApplicationELB/RequestCount, the last 14 days',
      readAs: [
        'read from CloudWatch: Sum of AWS/ApplicationELB/RequestCount of LoadBalancer=app/web/1, per second, UTC',
      ],
    });
  });

  it('holds zero where the balancer reported and the metric did not, and a gap where both were silent', async () => {
    const source = sourceOf(points([30, 60], [27, 120]), points([30, 1], [29, 1], [27, 1]));
    const { values } = await readMetric(source, metric, { days: 1, dimension, stat: 'Sum' }, nowMs);
    expect([...values]).toEqual([1, 0, Number.NaN, 2]);
  });

  it('asks for minutes of two weeks, and for the five minutes that CloudWatch keeps of two months', async () => {
    const asked: { part: { periodSeconds: number }; fromMs: number; toMs: number }[] = [];
    const source = sourceOf(points([30, 300]), [], asked);
    await readMetric(source, metric, { days: 14, dimension, stat: 'Sum' }, nowMs);
    await readMetric(source, metric, { days: 63, dimension, stat: 'Sum' }, nowMs);
    expect(asked.map(({ part }) => part.periodSeconds)).toEqual([60, 300]);
    expect(asked.map(({ fromMs, toMs }) => (toMs - fromMs) / 86_400_000)).toEqual([14, 63]);
  });

  it('leaves what is not a count as it is, since nobody knows what it counts', async () => {
    const { values } = await readMetric(sourceOf(points([30, 60])), metric, { days: 1, stat: 'Average' }, nowMs);
    expect([...values]).toEqual([60]);
  });

  it('counts five minutes as five minutes', async () => {
    const source = sourceOf(points([30, 600], [25, 300]));
    const { values } = await readMetric(source, metric, { days: 63, stat: 'Sum' }, nowMs);
    expect([...values]).toEqual([2, 1]);
  });

  it('refuses a metric of which nothing is there, with what to check', async () => {
    const empty = readMetric(sourceOf([]), metric, { days: 14, dimension, stat: 'Sum' }, nowMs);
    await expect(empty).rejects.toThrow(
      /nothing of AWS\/ApplicationELB\/RequestCount of LoadBalancer=app\/web\/1 in the last 14 days; check the name, every --dimension/,
    );
  });
});

describe('what a metric counts, for a fleet of units of so many requests per second', () => {
  const trace = { name: 'shop', startMs: 0, stepSeconds: 60, values: Float64Array.of(60, 120) };
  const unit = { unitPerSecond: 10, serversPerUnit: 8, waitSeconds: 0.2, needTail: 0.001 };
  const fleet = { unit, usdPerUnitHour: null, min: 1, max: null };
  const asked = (given: Partial<BacktestOptions>) => ({ metric, ...given }) as BacktestOptions;

  it('is known of a sum, which is read per second', () => {
    expect([...perSecond(trace, asked({ stat: 'Sum' }), fleet).values]).toEqual([60, 120]);
    expect(() => perSecond(trace, asked({ stat: 'Sum', valuesPer: 'minute' }), fleet)).toThrow(/--values-per: Sum/);
  });

  it('is asked for of anything else', () => {
    expect(() => perSecond(trace, asked({ stat: 'Average' }), fleet)).toThrow(/--values-per: shop does not say/);
    expect([...perSecond(trace, asked({ stat: 'Average', valuesPer: 'minute' }), fleet).values]).toEqual([1, 2]);
  });
});
