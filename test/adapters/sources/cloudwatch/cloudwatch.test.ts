import { describe, expect, test } from 'vitest';
import { cloudWatchSource } from '../../../../adapters/sources/cloudwatch/cloudwatch.ts';
import type { SourceConfig } from '../../../../core/readings/source-kinds.ts';
import { awsError, throttled } from '../../aws-error.ts';
import { FakeCloudWatch } from './fake-cloudwatch.ts';

const minuteMs = 60_000;
const toMs = Date.parse('2026-11-20T12:00:00Z');
const fromMs = toMs - 10 * minuteMs;

const part = (metricName: string, more: Partial<SourceConfig<'cloudwatch'>> = {}): SourceConfig<'cloudwatch'> => ({
  kind: 'cloudwatch',
  namespace: 'AWS/ApplicationELB',
  metricName,
  dimensions: { LoadBalancer: 'app/a/b' },
  stat: 'Sum',
  periodSeconds: 60,
  delaySeconds: 60,
  witness: null,
  ...more,
});

const witness = { namespace: 'AWS/ApplicationELB', metricName: 'HealthyHostCount', dimensions: {}, stat: 'Average' };

function open(fake: FakeCloudWatch) {
  return cloudWatchSource({ client: fake.client, leftMs: () => 5000, nowMs: () => toMs + 30_000 });
}

const full = Array.from({ length: 10 }, (_, index) => [fromMs + index * minuteMs, index] as const);

describe('a thousand scalables with three metrics each', () => {
  test('are read in six calls', async () => {
    const fake = new FakeCloudWatch();
    const source = open(fake);
    const parts = Array.from({ length: 3000 }, (_, index) => part(`m${index}`));
    for (const { metricName } of parts) fake.put(metricName, full);
    const answers = await Promise.all(parts.map((one) => source.read(one, fromMs, toMs)));
    expect(answers.every(({ metric }) => metric.points.length === 10 && metric.trouble === null)).toBe(true);
    expect(fake.called('GetMetricData')).toBe(6);
  });

  test('pay once for what they have in common', async () => {
    const fake = new FakeCloudWatch();
    const source = open(fake);
    const dimensions = { TargetGroup: 't', LoadBalancer: 'l' };
    const turned = { LoadBalancer: 'l', TargetGroup: 't' };
    const parts = Array.from({ length: 1000 }, (_, index) =>
      part('shared', { dimensions: index % 2 ? dimensions : turned, witness }),
    );
    await Promise.all(parts.map((one) => source.read(one, fromMs, toMs)));
    expect(fake.called('GetMetricData')).toBe(1);
    expect(fake.billed).toBe(2);
  });

  test('of different periods take a call for each range of time', async () => {
    const fake = new FakeCloudWatch();
    const source = open(fake);
    await Promise.all([
      source.read(part('a'), fromMs, toMs),
      source.read(part('b', { periodSeconds: 300 }), toMs - 10 * 300_000, toMs),
      source.read(part('c', { periodSeconds: 120 }), fromMs, toMs),
    ]);
    expect(fake.called('GetMetricData')).toBe(2);
  });
});

describe('pages', () => {
  test('may break off in the middle of a metric', async () => {
    const fake = new FakeCloudWatch();
    fake.pageSize = 7;
    for (const name of ['a', 'b', 'c']) fake.put(name, full);
    const source = open(fake);
    const answers = await Promise.all(['a', 'b', 'none', 'c'].map((name) => source.read(part(name), fromMs, toMs)));
    expect(answers.map(({ metric }) => metric.points.length)).toEqual([10, 10, 0, 10]);
    expect(answers.map(({ metric }) => metric.trouble)).toEqual([null, null, null, null]);
    expect(fake.called('GetMetricData')).toBe(5);
  });

  test('that do not end are trouble', async () => {
    const source = cloudWatchSource({
      client: { send: async () => ({ MetricDataResults: [], NextToken: 'again' }) } as never,
      leftMs: () => 5000,
      nowMs: () => toMs,
    });
    const { metric } = await source.read(part('a'), fromMs, toMs);
    expect(metric).toEqual({ points: [], trouble: expect.stringContaining('did not end') });
  });
});

describe('what CloudWatch tells of a metric', () => {
  test.each(['PartialData', 'InternalError', 'Forbidden'] as const)(
    '%s is trouble, with the points that there are',
    async (StatusCode) => {
      const fake = new FakeCloudWatch();
      fake.results.set('a', {
        StatusCode,
        Timestamps: [new Date(fromMs)],
        Values: [3],
        Messages: [{ Code: 'X', Value: 'account 111122223333' }],
      });
      const { metric } = await open(fake).read(part('a'), fromMs, toMs);
      expect(metric.points).toEqual([{ atMs: fromMs, value: 3 }]);
      expect(metric.trouble).toBe(`${StatusCode}: X account ************`);
    },
  );

  test('nothing at all is trouble, and so is a message about the whole call', async () => {
    const fake = new FakeCloudWatch();
    fake.messages = [{ Code: 'MaxMetricsExceeded', Value: 'too many' }];
    expect((await open(fake).read(part('a'), fromMs, toMs)).metric.trouble).toBe('MaxMetricsExceeded too many');
    const dumb = cloudWatchSource({
      client: { send: async () => ({}) } as never,
      leftMs: () => 5000,
      nowMs: () => toMs,
    });
    expect((await dumb.read(part('a'), fromMs, toMs)).metric.trouble).toContain('no answer');
  });

  test('points outside of what was asked for are left out', async () => {
    const fake = new FakeCloudWatch();
    const Timestamps = [fromMs - minuteMs, fromMs, toMs].map((atMs) => new Date(atMs));
    fake.results.set('a', { StatusCode: 'Complete', Timestamps, Values: [1, 2, 3] });
    const { metric } = await open(fake).read(part('a'), fromMs, toMs);
    expect(metric).toEqual({ points: [{ atMs: fromMs, value: 2 }], trouble: null });
  });

  test('values that are none, or lack, are left out and told', async () => {
    const fake = new FakeCloudWatch();
    const at = [0, 1, 2].map((index) => new Date(fromMs + index * minuteMs));
    fake.results.set('a', { StatusCode: 'Complete', Timestamps: at, Values: [Number.NaN, 5] });
    const { metric } = await open(fake).read(part('a'), fromMs, toMs);
    expect(metric).toEqual({
      points: [{ atMs: fromMs + minuteMs, value: 5 }],
      trouble: '2 of the points are not numbers',
    });
  });
});

describe('a bad metric among good ones', () => {
  test('is told by itself, whatever AWS makes of the whole call', async () => {
    const fake = new FakeCloudWatch();
    fake.put('good', full);
    const source = open(fake);
    const bad = part('bad', { stat: 'average-ish' });
    const answers = await Promise.all(
      [...Array(400)].map((_, index) =>
        source.read(index === 77 ? bad : part('good', { dimensions: { n: `${index}` } }), fromMs, toMs),
      ),
    );
    expect(answers.filter(({ metric }) => metric.trouble === null)).toHaveLength(399);
    expect(answers[77]?.metric.trouble).toContain('Stat is not supported');
    expect(fake.called('GetMetricData')).toBeLessThan(25);
  });

  test('whose points CloudWatch has forgotten is told without a call', async () => {
    const fake = new FakeCloudWatch();
    const old = toMs - 4 * 3_600_000;
    const { metric } = await open(fake).read(part('a', { periodSeconds: 10 }), old, old + 100_000);
    expect(metric.trouble).toBe('CloudWatch keeps points of 10 seconds for 3 hours only; ask for a longer period');
    expect((await open(fake).read(part('a'), toMs - 16 * 86_400_000, toMs)).metric.trouble).toContain('15 days');
    expect(
      (await open(fake).read(part('a', { periodSeconds: 300 }), toMs - 16 * 86_400_000, toMs)).metric.trouble,
    ).toBeNull();
    expect(fake.called('GetMetricData')).toBe(1);
  });

  test('a call refused for something else is not made again in pieces', async () => {
    for (const trouble of [throttled(), awsError('AccessDenied', 'no', 403)]) {
      const fake = new FakeCloudWatch();
      fake.troubles = [trouble];
      const source = open(fake);
      const answers = await Promise.all(['a', 'b'].map((name) => source.read(part(name), fromMs, toMs)));
      expect(answers.map(({ metric }) => metric.trouble)).toEqual(Array(2).fill(`${trouble.name}: ${trouble.message}`));
      expect(fake.called('GetMetricData')).toBe(1);
    }
  });
});
