import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../core/model/errors.ts';
import { parseScalable } from '../../../core/scaling/config/parse-scalable.ts';
import {
  AutoScalingGroupTarget,
  albRequests,
  EcsServiceTarget,
  metricReading,
  queueDepth,
  type ScaleProps,
} from '../../../lib/index.ts';
import { aHeadroom, env, resources } from '../an-app.ts';
import { aGroup, aService, settings } from './a-target.ts';

const web = albRequests({
  loadBalancer: { loadBalancerFullName: 'app/web/1' },
  targetGroup: { targetGroupFullName: 'targetgroup/web/2' },
});

/** What scaling a group by these settings makes in the group's stack. */
function scaled(over: Partial<ScaleProps> = {}) {
  const { app, headroom } = aHeadroom();
  const service = new Stack(app, 'Service', { env });
  const scalable = headroom.scale('checkout/web', new AutoScalingGroupTarget(aGroup(service)), settings(over));
  return { scalable, service, alarm: () => alarmOf(service) };
}

function alarmOf(stack: Stack) {
  const [alarm, ...others] = resources(stack, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
  expect(others).toEqual([]);
  return alarm;
}

/** The metrics of a metric-math alarm: expression first, then the names of what it is made of. */
function mathOf(alarm: Readonly<Record<string, unknown>> | undefined) {
  const [result, ...parts] = (alarm?.Metrics ?? []) as {
    Id: string;
    Expression?: string;
    MetricStat?: { Metric: { MetricName: string }; Period: number };
  }[];
  return {
    expression: result?.Expression,
    parts: parts.map(({ Id, MetricStat }) => `${Id}: ${MetricStat?.Metric.MetricName} ${MetricStat?.Period}`),
  };
}

describe('the alarm', () => {
  it('is named after deployment, scalable and its place, and acts on every change of its state', () => {
    const alarm = scaled().alarm();
    expect(alarm?.AlarmName).toMatch(/^headroom\/checkout\/web:[0-9a-f]{8}$/);
    expect(alarm?.AlarmActions).toHaveLength(1);
    expect(alarm?.OKActions).toEqual(alarm?.AlarmActions);
    expect(alarm?.InsufficientDataActions).toEqual(alarm?.AlarmActions);
  });

  it('watches a utilisation as it is, and looks when its data is lost', () => {
    expect(scaled().alarm()).toMatchObject({
      MetricName: 'CPUUtilization',
      Threshold: 50,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'missing',
    });
  });

  it("watches a demand by the metric that AWS publishes per unit, in that metric's own unit", () => {
    const policies: ScaleProps['policies'] = [
      { kind: 'target-tracking', reading: 'requests', of: 'demand', target: 10 },
    ];
    expect(scaled({ readings: { requests: web }, policies }).alarm()).toMatchObject({
      MetricName: 'RequestCountPerTarget',
      Statistic: 'Sum',
      Period: 60,
      Threshold: 600,
      TreatMissingData: 'notBreaching',
    });
  });

  it('divides a demand by what was running where AWS publishes nothing per unit, and takes silence of a sparse one for peace', () => {
    const requests = { ...web, perUnit: null };
    const policies: ScaleProps['policies'] = [
      { kind: 'target-tracking', reading: 'requests', of: 'demand', target: 10 },
    ];
    const alarm = scaled({ readings: { requests }, policies }).alarm();
    expect(mathOf(alarm)).toEqual({
      expression: `m0 * ${1 / 60} / m1`,
      parts: ['m0: RequestCount 60', 'm1: GroupInServiceInstances 60'],
    });
    expect(alarm).toMatchObject({ Threshold: 10, TreatMissingData: 'notBreaching' });
  });

  it('watches what comes each 20 seconds, or each second, as often as alarms can', () => {
    const policies: ScaleProps['policies'] = [
      { kind: 'target-tracking', reading: 'busy', of: 'utilisation', target: 50 },
    ];
    const busy = (periodSeconds: number, stat: string): ScaleProps['readings'] => ({
      busy: { parts: [{ kind: 'cloudwatch', namespace: 'Shop', metricName: 'Busy', stat, periodSeconds }] },
    });
    const watched = (periodSeconds: number, stat = 'Average') =>
      scaled({ readings: busy(periodSeconds, stat), policies }).alarm();
    expect(watched(20)).toMatchObject({ Period: 20, Statistic: 'Average', Threshold: 50, EvaluationPeriods: 1 });
    expect(watched(1)).toMatchObject({ Period: 10, Statistic: 'Maximum', Threshold: 50 });
    expect(watched(1, 'Sum')).toMatchObject({ Period: 10, Statistic: 'Sum', Threshold: 500 });
  });

  it('divides by what ran where that is told less often, or counted more often, than the alarm looks', () => {
    const demand = (periodSeconds: number) => ({
      demand: {
        parts: [
          { kind: 'cloudwatch' as const, namespace: 'Shop', metricName: 'Asked', stat: 'Average', periodSeconds },
        ],
      },
    });
    const policies: ScaleProps['policies'] = [{ kind: 'target-tracking', reading: 'demand', of: 'demand', target: 10 }];
    expect(mathOf(scaled({ readings: demand(20), policies }).alarm())).toEqual({
      expression: 'm0 / m1',
      parts: ['m0: Asked 60', 'm1: GroupInServiceInstances 60'],
    });
    const { app, headroom } = aHeadroom();
    const stack = new Stack(app, 'Service', { env });
    const target = EcsServiceTarget.fromNames('shop', 'web', { highResolution: true });
    headroom.scale('checkout/web', target, { ...settings({ readings: demand(60), policies }), scope: stack });
    expect(mathOf(alarmOf(stack)).expression).toBe('m0 / (m1 / 3)');
  });

  it('watches a queue by the messages that a unit can work off in the acceptable time', () => {
    const readings = { waiting: queueDepth({ queueName: 'orders' }) };
    const policies: ScaleProps['policies'] = [
      { kind: 'backlog', reading: 'waiting', acceptableLatencySeconds: 120, processingSeconds: 3 },
    ];
    const alarm = scaled({ readings, policies }).alarm();
    expect(mathOf(alarm).expression).toBe('m0 / m1');
    expect(alarm?.Threshold).toBe(40);
  });

  it('watches a provisioner by the share of a unit that it aims at, or by units that are nearly busy', () => {
    const aims = (asking: { by: 'rate'; target: number } | { by: 'envelope'; periods: number; deviations: number }) =>
      scaled({
        readings: { requests: web },
        policies: [{ kind: 'provisioner', reading: 'requests', unitPerSecond: 20, asking }],
      }).alarm();
    expect(aims({ by: 'rate', target: 0.6 })).toMatchObject({ MetricName: 'RequestCountPerTarget', Threshold: 720 });
    expect(aims({ by: 'envelope', periods: 10, deviations: 2 })).toMatchObject({ Threshold: 960 });
  });

  it('watches steps from where the first one up begins', () => {
    const steps = [
      { below: 20, add: -1 },
      { from: 80, below: 90, add: 2 },
      { from: 90, addPercent: 50 },
    ];
    expect(scaled({ policies: [{ kind: 'step', reading: 'cpu', steps }] }).alarm()).toMatchObject({
      MetricName: 'CPUUtilization',
      Threshold: 80,
    });
  });

  it('watches each of several policies by an alarm of its own, and the config names all of them', () => {
    const cpu = settings().readings?.cpu;
    if (cpu === undefined) throw new Error('the settings have no cpu');
    const { service, scalable } = scaled({
      readings: { cpu, requests: { ...web, perUnit: null } },
      policies: [
        { kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 50 },
        { kind: 'target-tracking', reading: 'requests', of: 'demand', target: 10 },
      ],
    });
    const alarms = resources(service, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
    expect(alarms).toMatchObject([{ MetricName: 'CPUUtilization', Threshold: 50 }, { Threshold: 10 }]);
    expect(mathOf(alarms[1]).expression).toBe(`m0 * ${1 / 60} / m1`);
    const { alarmName, moreAlarmNames = [] } = scalable.config;
    expect([alarmName, ...moreAlarmNames]).toEqual(alarms.map(({ AlarmName }) => AlarmName));
  });

  it('watches a ratio of two metrics', () => {
    const metric = (metricName: string) =>
      ({ kind: 'cloudwatch', namespace: 'Shop', metricName, stat: 'Sum' }) as const;
    const busy = { parts: [metric('busy'), metric('all')], combine: 'ratio', scale: 100 } as const;
    const policies: ScaleProps['policies'] = [
      { kind: 'target-tracking', reading: 'busy', of: 'utilisation', target: 70 },
    ];
    expect(
      mathOf(scaled({ readings: { busy: { ...busy, parts: [...busy.parts] } }, policies }).alarm()).expression,
    ).toBe('(m0 / m1) * 100');
  });

  it('is not made for schedules alone, nor where people name one of their own', () => {
    const windows = [{ from: '08:00', to: '18:00', floor: 3 }];
    const scheduled = scaled({ policies: [{ kind: 'schedule', timeZone: 'Europe/Berlin', windows }] });
    expect(scheduled.scalable.alarm).toBeNull();
    expect(scheduled.scalable.config.alarmName).toBeNull();
    expect(resources(scheduled.service, 'AWS::CloudWatch::Alarm')).toEqual([]);
    expect(scaled({ alarmName: 'wake/checkout/web' }).scalable.config.alarmName).toBe('wake/checkout/web');
  });

  it('watches readings of different periods, each in its own', () => {
    const slow = metricReading(new Metric({ namespace: 'Shop', metricName: 'slow' }));
    const { service } = scaled({
      readings: { ...settings().readings, slow },
      policies: [
        { kind: 'target-tracking', reading: 'slow', of: 'utilisation', target: 5 },
        { kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 50 },
      ],
    });
    const alarms = resources(service, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
    expect(alarms).toMatchObject([
      { MetricName: 'slow', Period: 300 },
      { MetricName: 'CPUUtilization', Period: 60 },
    ]);
  });
});

describe('the config item', () => {
  it('is text that parses to the config with the alarm and what was running in it', () => {
    const { headroom, stack } = aHeadroom();
    headroom.scale('checkout/web', AutoScalingGroupTarget.fromName('web'), settings());
    const [item] = resources(stack, 'Custom::HeadroomScalable');
    const config = parseScalable(String(item?.Properties.scalable), JSON.parse(String(item?.Properties.config)));
    expect(config.alarmName).toMatch(/^headroom\/checkout\/web:[0-9a-f]{8}$/);
    expect(config.target).toEqual({
      kind: 'auto-scaling-group',
      account: null,
      region: null,
      autoScalingGroupName: 'web',
    });
    expect(config.readings.running?.parts[0]).toMatchObject({
      metricName: 'GroupInServiceInstances',
      dimensions: { AutoScalingGroupName: 'web' },
    });
  });

  it('is written after grant and alarm', () => {
    const { service } = scaled();
    const [item] = resources(service, 'Custom::HeadroomScalable');
    const types = (item?.DependsOn ?? []).map(
      (id) => (Template.fromStack(service).toJSON().Resources as Record<string, { Type: string }>)[id]?.Type,
    );
    expect(types).toEqual(expect.arrayContaining(['AWS::CloudWatch::Alarm', 'AWS::IAM::Policy']));
  });
});

describe('wrong settings', () => {
  it('fail at synth with the field, the value and the fix', () => {
    expect(() => scaled({ bounds: { min: 5, max: 2 } })).toThrow(InvalidInput);
    expect(() => scaled({ bounds: { min: 5, max: 2 } })).toThrow(/^scalables\["checkout\/web"\]\.bounds: .*5.*2/);
    expect(() => scaled({ policies: [{ kind: 'target-tracking', reading: 'rps', of: 'demand', target: 1 }] })).toThrow(
      /^scalables\["checkout\/web"\]\.policies\[0\]\.reading: "rps"/,
    );
  });

  it('fail for a name that is none', () => {
    const { headroom } = aHeadroom();
    expect(() => headroom.scale('check out', AutoScalingGroupTarget.fromName('web'), settings())).toThrow(
      /^scalables\["check out"\]\.scalable: "check out"/,
    );
  });

  it('fail for something in another Region, whose alarms cannot reach the topic', () => {
    const { app, headroom } = aHeadroom();
    const far = new Stack(app, 'Far', { env: { ...env, region: 'us-west-2' } });
    expect(() => headroom.scale('far', new AutoScalingGroupTarget(aGroup(far)), settings())).toThrow(
      /^scalables\["far"\]\.region: Far is in us-west-2 and Headroom in eu-central-1/,
    );
  });
});

describe('what was running', () => {
  it('of a group is told by its group metrics, which are turned on', () => {
    Template.fromStack(scaled().service).hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      MetricsCollection: [
        {
          Granularity: '1Minute',
          Metrics: ['GroupInServiceInstances', 'GroupInServiceCapacity', 'GroupDesiredCapacity'],
        },
      ],
    });
  });

  it('of a service is told by the tasks that report their CPU, or by Container Insights', () => {
    const running = (containerInsights: boolean) => {
      const { app, headroom } = aHeadroom();
      const service = new Stack(app, 'Service', { env });
      return headroom.scale('worker', new EcsServiceTarget(aService(service), { containerInsights }), settings()).config
        .readings.running?.parts[0];
    };
    expect(running(false)).toMatchObject({
      namespace: 'AWS/ECS',
      metricName: 'CPUUtilization',
      stat: 'SampleCount',
      periodSeconds: 60,
    });
    expect(running(true)).toMatchObject({ namespace: 'ECS/ContainerInsights', metricName: 'RunningTaskCount' });
  });
});
