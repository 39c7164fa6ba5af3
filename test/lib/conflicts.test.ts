import { Duration, Stack } from 'aws-cdk-lib';
import type { AutoScalingGroup, AutoScalingGroupProps } from 'aws-cdk-lib/aws-autoscaling';
import { AdjustmentType, CfnScalingPolicy, Schedule, UpdatePolicy } from 'aws-cdk-lib/aws-autoscaling';
import type { FargateService, FargateServiceProps } from 'aws-cdk-lib/aws-ecs';
import { describe, expect, it } from 'vitest';
import { AutoScalingGroupTarget, EcsServiceTarget } from '../../lib/index.ts';
import { aHeadroom, env } from './an-app.ts';
import { aGroup, aService, settings } from './scaling/a-target.ts';

function withGroup(
  props: Partial<AutoScalingGroupProps>,
  also: (group: AutoScalingGroup, other: Stack) => void = () => {},
) {
  const { app, headroom } = aHeadroom();
  const group = aGroup(new Stack(app, 'Service', { env }), props);
  headroom.scale('web', new AutoScalingGroupTarget(group), settings());
  also(group, new Stack(app, 'Other', { env }));
  return () => app.synth();
}

function withService(props: Partial<FargateServiceProps>, also: (service: FargateService) => void = () => {}) {
  const { app, headroom } = aHeadroom();
  const service = aService(new Stack(app, 'Service', { env }), props);
  headroom.scale('worker', new EcsServiceTarget(service), settings());
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
