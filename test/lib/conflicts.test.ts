import { Duration, Stack } from 'aws-cdk-lib';
import { CfnScalableTarget } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { AutoScalingGroup, AutoScalingGroupProps } from 'aws-cdk-lib/aws-autoscaling';
import { AdjustmentType, CfnScalingPolicy, Schedule, UpdatePolicy } from 'aws-cdk-lib/aws-autoscaling';
import type { FargateService, FargateServiceProps } from 'aws-cdk-lib/aws-ecs';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { describe, expect, it } from 'vitest';
import { AutoScalingGroupTarget, EcsServiceTarget, type ScaleProps, targetNamed } from '../../lib/index.ts';
import { aHeadroom, env } from './an-app.ts';
import { aGroup, aService, settings } from './scaling/a-target.ts';

function withGroup(
  props: Partial<AutoScalingGroupProps>,
  also: (group: AutoScalingGroup, other: Stack) => void = () => {},
  over: Partial<ScaleProps> = {},
) {
  const { app, headroom } = aHeadroom();
  const group = aGroup(new Stack(app, 'Service', { env }), props);
  headroom.scale('web', new AutoScalingGroupTarget(group), settings({ mode: 'on', ...over }));
  also(group, new Stack(app, 'Other', { env }));
  return () => app.synth();
}

function withService(
  props: Partial<FargateServiceProps>,
  also: (service: FargateService) => void = () => {},
  over: Partial<ScaleProps> = {},
) {
  const { app, headroom } = aHeadroom();
  const service = aService(new Stack(app, 'Service', { env }), props);
  headroom.scale('worker', new EcsServiceTarget(service), settings({ mode: 'on', ...over }));
  also(service);
  return () => app.synth();
}

describe('synth of a group', () => {
  it('passes where nothing else says how big it is', () => {
    expect(withGroup({ updatePolicy: UpdatePolicy.rollingUpdate() })).not.toThrow();
  });

  it('fails where a deploy would reset its capacity', () => {
    expect(withGroup({ desiredCapacity: 4 })).toThrow(
      /Service\/Group\/ASG sets a desired capacity.*leave desiredCapacity out/,
    );
  });

  it('fails where a deploy would replace it by one that starts small', () => {
    expect(withGroup({ updatePolicy: UpdatePolicy.replacingUpdate() })).toThrow(
      /Service\/Group\/ASG has a replacing update.*UpdatePolicy\.rollingUpdate\(\)/,
    );
  });

  it('fails where it has a scaling policy of its own, even one made later', () => {
    const synth = withGroup({}, (group) => group.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 }));
    expect(synth).toThrow(/Service\/Group\/ScalingPolicyCpu\/Resource also scales Service\/Group\/ASG.*remove it/);
  });

  it('fails where a scaling policy of another stack names it', () => {
    const synth = withGroup({}, ({ autoScalingGroupName }, other) => {
      new CfnScalingPolicy(other, 'Native', {
        autoScalingGroupName,
        adjustmentType: AdjustmentType.CHANGE_IN_CAPACITY,
        scalingAdjustment: 1,
      });
    });
    expect(synth).toThrow(/Other\/Native also scales Service\/Group\/ASG/);
  });

  it('fails where a schedule of its own scales it', () => {
    const synth = withGroup({}, (group) =>
      group.scaleOnSchedule('Night', { schedule: Schedule.cron({ hour: '2' }), minCapacity: 1 }),
    );
    expect(synth).toThrow(/ScheduledActionNight.* also scales Service\/Group\/ASG/);
  });

  it('passes where a scaling policy is on another group', () => {
    const synth = withGroup({}, (_, other) => {
      aGroup(other).scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50, cooldown: Duration.minutes(1) });
    });
    expect(synth).not.toThrow();
  });
});

describe('synth of a service', () => {
  it('passes where nothing else says how big it is', () => {
    expect(withService({})).not.toThrow();
  });

  it('fails where a deploy would reset its count', () => {
    expect(withService({ desiredCount: 3 })).toThrow(
      /Service\/Service\/Service sets a desired count.*leave desiredCount out/,
    );
  });

  it('fails where Application Auto Scaling scales it', () => {
    const synth = withService({}, (service) => service.autoScaleTaskCount({ maxCapacity: 9 }));
    expect(synth).toThrow(
      /TaskCount\/Target\/Resource lets Application Auto Scaling scale Service\/Service\/Service too.*remove it/,
    );
  });
});

/** What an app that synthesises is warned of besides that nobody is told. */
const warnings = (synth: () => CloudAssembly) =>
  synth()
    .stacks.flatMap(({ messages }) => messages.map(({ entry }) => String(entry.data)))
    .filter((one) => one.includes('headroom:') && !one.includes('nobody-is-told'));

describe.each(['off', 'recommend', 'scale-out-only', 'on'] as const)('in the mode %s', (mode) => {
  const acts = mode === 'on' || mode === 'scale-out-only';
  const policy = (group: AutoScalingGroup) => void group.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 });
  const tasks = (service: FargateService) => void service.autoScaleTaskCount({ maxCapacity: 9 });

  it.each([
    ['a policy of a group', (over: object) => withGroup({}, policy, { mode, ...over }), /also scales/],
    ['Application Auto Scaling', (over: object) => withService({}, tasks, { mode, ...over }), /lets Application Auto/],
    [
      'a desired capacity',
      (over: object) => withGroup({ desiredCapacity: 4 }, () => {}, { mode, ...over }),
      /desired cap/,
    ],
    [
      'a desired count',
      (over: object) => withService({ desiredCount: 4 }, () => {}, { mode, ...over }),
      /desired count/,
    ],
  ])('%s fails the synth where Headroom acts, and is a warning where it only advises', (what, synthOf, says) => {
    if (acts) expect(synthOf({})).toThrow(says);
    else expect(warnings(synthOf({}))).toEqual([expect.stringMatching(says)]);
    const isRival = !what.includes('desired');
    if (isRival) expect(warnings(synthOf({ coexist: true }))).toEqual([]);
  });
});

describe('synth of what is known by its name', () => {
  const byName = {
    'auto-scaling-group': {
      kind: 'auto-scaling-group',
      autoScalingGroupName: 'legacy',
      ...{ account: null, region: null },
    },
    'ecs-service': { kind: 'ecs-service', cluster: 'shop', serviceName: 'legacy', account: null, region: null },
  } as const;

  function rivalOf(kind: keyof typeof byName, name: string, more: object = {}) {
    const { app, headroom } = aHeadroom();
    const other = new Stack(app, 'Other', { env });
    headroom.scale('web', targetNamed(byName[kind]), settings({ mode: 'on' }));
    if (kind === 'ecs-service') {
      const scaled = {
        serviceNamespace: 'ecs',
        scalableDimension: 'ecs:service:DesiredCount',
        minCapacity: 1,
        maxCapacity: 9,
      };
      new CfnScalableTarget(other, 'Native', { ...scaled, resourceId: `service/shop/${name}`, ...more });
    } else {
      new CfnScalingPolicy(other, 'Native', {
        autoScalingGroupName: name,
        policyType: 'TargetTrackingScaling',
        ...more,
      });
    }
    return () => app.synth();
  }

  it.each(Object.keys(byName) as (keyof typeof byName)[])(
    'fails where the app scales it by the same name: %s',
    (kind) => {
      expect(rivalOf(kind, 'legacy')).toThrow(/Other\/Native .*scale.*"legacy"/);
      expect(rivalOf(kind, 'another')).not.toThrow();
    },
  );

  it('passes where what scales it is suspended, or only forecasts', () => {
    const suspendedState = {
      ...{ dynamicScalingInSuspended: true, dynamicScalingOutSuspended: true, scheduledScalingSuspended: true },
    };
    expect(rivalOf('ecs-service', 'legacy', { suspendedState })).not.toThrow();
    const predictiveScalingConfiguration = { mode: 'ForecastOnly', metricSpecifications: [] };
    const forecast = { policyType: 'PredictiveScaling', predictiveScalingConfiguration };
    expect(rivalOf('auto-scaling-group', 'legacy', forecast)).not.toThrow();
  });
});
