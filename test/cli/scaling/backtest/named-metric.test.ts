import { describe, expect, it } from 'vitest';
import {
  metricReadingOf,
  parseDimension,
  parseMetric,
  parseStat,
} from '../../../../cli/scaling/backtest/named-metric.ts';

describe('a metric named on the command line', () => {
  it('has all before the last slash as its namespace', () => {
    expect(parseMetric('AWS/ApplicationELB/RequestCount')).toEqual({
      namespace: 'AWS/ApplicationELB',
      metricName: 'RequestCount',
    });
    expect(parseMetric('Shop/orders placed')).toEqual({ namespace: 'Shop', metricName: 'orders placed' });
  });

  it.each(['RequestCount', '/RequestCount', 'AWS/SQS/', ''])('is refused with an example where it is "%s"', (text) => {
    expect(() => parseMetric(text)).toThrow(/--metric: .* e\.g\. AWS\/ApplicationELB\/RequestCount/);
  });

  it('takes several dimensions, with any value, each once', () => {
    const first = parseDimension('LoadBalancer=app/web/50dc6c495c0c9188');
    expect(parseDimension('Query=a=b', first)).toEqual({ LoadBalancer: 'app/web/50dc6c495c0c9188', Query: 'a=b' });
    expect(() => parseDimension('LoadBalancer=another', first)).toThrow(/given twice/);
    expect(() => parseDimension('LoadBalancer')).toThrow(/give name=value/);
  });

  it.each(['Sum', 'Average', 'SampleCount', 'p99', 'p99.9', 'p100', 'tm95'])('takes the statistic %s', (stat) => {
    expect(parseStat(stat)).toBe(stat);
  });

  it.each(['sum', 'p', 'p101', 'median'])('refuses the statistic %s', (stat) => {
    expect(() => parseStat(stat)).toThrow(/--stat/);
  });

  it('tells zero from missing by what a load balancer consumes, where it is one of those', () => {
    const requests = { namespace: 'AWS/ApplicationELB', metricName: 'RequestCount' };
    const dimensions = { LoadBalancer: 'app/web/1', TargetGroup: 'targetgroup/web/2' };
    expect(metricReadingOf(requests, dimensions, 'Sum').parts[0]).toMatchObject({
      witness: { metricName: 'ConsumedLCUs', dimensions: { LoadBalancer: 'app/web/1' } },
    });
    expect(metricReadingOf(requests, {}, 'Sum').parts[0]).toMatchObject({ witness: null });
    const times = { namespace: 'AWS/ApplicationELB', metricName: 'TargetResponseTime' };
    expect(metricReadingOf(times, dimensions, 'Average').parts[0]).toMatchObject({ witness: null });
    const messages = { namespace: 'AWS/SQS', metricName: 'NumberOfMessagesSent' };
    expect(metricReadingOf(messages, { QueueName: 'orders' }, 'Sum').parts[0]).toMatchObject({ witness: null });
  });
});
