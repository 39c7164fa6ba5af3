import { describe, expect, it } from 'vitest';
import { albMeasures } from '../../../adapters/balancing/measures.ts';
import type { Source } from '../../../core/readings/series.ts';
import type { SourceConfig } from '../../../core/readings/source-kinds.ts';
import { aBalance, aGroupInput } from '../../core/balancing/fleet.ts';
import { minuteMs, noonMs } from '../../fixtures.ts';

/** A source that has a point of each of these metrics in each minute. */
function source(values: Readonly<Record<string, number>>) {
  const asked: SourceConfig<'cloudwatch'>[] = [];
  const series = (name: string, fromMs: number, toMs: number) => {
    const value = values[name];
    const minutes = Array.from({ length: (toMs - fromMs) / minuteMs }, (_, index) => fromMs + index * minuteMs);
    return { points: value === undefined ? [] : minutes.map((atMs) => ({ atMs, value })), trouble: null };
  };
  const read: Source['read'] = async (part, fromMs, toMs) => {
    if (part.kind !== 'cloudwatch') throw new Error(`${part.kind} was not expected`);
    asked.push(part);
    const { witness } = part;
    return {
      metric: series(part.metricName, fromMs, toMs),
      witness: witness === null ? null : series(witness.metricName, fromMs, toMs),
    };
  };
  return { asked, measures: albMeasures({ read }) };
}

describe('what target groups did', () => {
  it('is read of the group on its load balancer, all kinds of failure together', async () => {
    const { asked, measures } = source({
      RequestCount: 600,
      HTTPCode_Target_5XX_Count: 3,
      TargetConnectionErrorCount: 2,
      TargetControlRequestRejectCount: 1,
      TargetResponseTime: 0.2,
    });
    const { requests, errors, p50Seconds } = await measures.performance(aBalance(), 'blue', noonMs);
    expect(errors.samples.at(-1)).toMatchObject({ is: 'value', value: 6 });
    expect(requests.samples.at(-1)).toMatchObject({ value: 600 });
    expect(p50Seconds.samples.at(-1)).toMatchObject({ value: 0.2 });
    const dimensions = { LoadBalancer: 'app/shop/50dc6c495c0c9188', TargetGroup: 'targetgroup/blue/6d0ecf831eec9f09' };
    expect(asked.every((part) => part.namespace === 'AWS/ApplicationELB')).toBe(true);
    for (const part of asked) expect(part.dimensions).toEqual(dimensions);
  });

  it('means no requests and no errors where hosts are healthy, and unknown where nothing is told', async () => {
    const idle = await source({ HealthyHostCount: 2 }).measures.performance(aBalance(), 'blue', noonMs);
    expect(idle.requests.samples.at(-1)).toMatchObject({ is: 'value', value: 0 });
    expect(idle.errors.samples.at(-1)).toMatchObject({ is: 'value', value: 0 });
    const silent = await source({}).measures.performance(aBalance(), 'blue', noonMs);
    expect(silent.requests.samples.every(({ is }) => is !== 'value')).toBe(true);
  });

  it('looks for the peaks of a day and a week ago where they are to be reserved for', async () => {
    const { asked, measures } = source({ PeakLCUs: 900 });
    expect(await measures.peakUnits(aBalance(), noonMs)).toBeNull();
    expect(await measures.peakUnits(aBalance({ reservation: { forecastFrom: 100 } }), noonMs)).toBe(900);
    expect(asked).toHaveLength(2);
    expect(await source({}).measures.peakUnits(aBalance({ reservation: { forecastFrom: 100 } }), noonMs)).toBeNull();
  });

  it('is counted zone by zone where a group is to be watched so, and unknown where nothing is published', async () => {
    const groups = { blue: aGroupInput('blue', { zones: ['eu-west-1a', 'eu-west-1b'] }), green: aGroupInput('green') };
    const { asked, measures } = source({ HealthyHostCount: 2, UnHealthyHostCount: 1 });
    expect(await measures.zones(aBalance({ groups }), 'blue', noonMs)).toEqual({
      'eu-west-1a': { healthy: 2, unhealthy: 1 },
      'eu-west-1b': { healthy: 2, unhealthy: 1 },
    });
    expect(asked[0]?.dimensions).toMatchObject({ AvailabilityZone: 'eu-west-1a', LoadBalancer: expect.anything() });
    expect(await source({ HealthyHostCount: 2 }).measures.zones(aBalance({ groups }), 'blue', noonMs)).toEqual({});
    expect(await measures.zones(aBalance({ groups }), 'green', noonMs)).toEqual({});
  });
});
