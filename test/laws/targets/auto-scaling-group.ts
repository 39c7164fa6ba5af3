import { autoScalingGroups } from '../../../adapters/scaling/targets/auto-scaling-group/auto-scaling-group.ts';
import { groupSweeps } from '../../../adapters/scaling/targets/auto-scaling-group/rivals.ts';
import { FakeAutoScaling, group } from '../../adapters/scaling/targets/auto-scaling-group/fake-auto-scaling.ts';
import { everywhere, late, type TargetRig, type Tried } from '../target-rig.ts';

export const tried: Tried = {
  unit: 'an instance, or its weight',
  calls: [
    ...['autoscaling:SetDesiredCapacity', 'autoscaling:PutWarmPool', 'autoscaling:DeleteWarmPool'],
    ...['ec2:CreateLaunchTemplateVersion', 'autoscaling:StartInstanceRefresh'],
  ],
  miniStack: 'read, changed; deployed, woken by an alarm',
  moto: 'read, changed, suspended processes, rivals; the warm pool is set by deployed functions',
  shapes:
    'bounds of the group, instances that take their time, weights, refreshes; a change of size, its refresh and its roll-back are simulated, since no emulator has them',
  dimensions: [],
};

export function rig(): TargetRig<'auto-scaling-group'> {
  const fake = new FakeAutoScaling();
  const sweeps = groupSweeps();
  return {
    service: fake,
    reads: 'DescribeAutoScalingGroups',
    changes: 'SetDesiredCapacity',
    most: 100,
    config: (autoScalingGroupName, place) => ({ kind: 'auto-scaling-group', ...place, autoScalingGroupName }),
    make: (names) => {
      for (const name of names) fake.groups.set(name, group(name));
    },
    remove: (name) => fake.groups.delete(name),
    going: {
      'that is being deleted': (name) => fake.groups.set(name, group(name, 2, { Status: 'Delete in progress' })),
    },
    beside: (name) => ({ ...fake.groups.get(name), DesiredCapacity: null }),
    spoiler: 'x'.repeat(2000),
    rivals: {
      service: fake,
      reads: ['DescribePolicies', 'DescribeScheduledActions'],
      add: {
        'scaling policy': (AutoScalingGroupName, PolicyName) =>
          fake.policies.push({ AutoScalingGroupName, PolicyName, PolicyType: 'TargetTrackingScaling', Enabled: true }),
        'scheduled action': (AutoScalingGroupName, ScheduledActionName) =>
          fake.schedules.push({ AutoScalingGroupName, ScheduledActionName, MinSize: 4 }),
      },
      suspend: (name) => fake.suspend(name, 'AlarmNotification', 'ScheduledActions'),
      addIdle: (AutoScalingGroupName) => {
        const predictive = { AutoScalingGroupName, PolicyName: 'p', PolicyType: 'PredictiveScaling' };
        fake.policies.push({
          ...predictive,
          PredictiveScalingConfiguration: { Mode: 'ForecastOnly', MetricSpecifications: [] },
        });
        fake.policies.push({ AutoScalingGroupName, PolicyName: 'off', PolicyType: 'StepScaling', Enabled: false });
      },
    },
    tooMany: 11,
    maker: (at) => late((world) => autoScalingGroups({ ...world, clients: everywhere(fake.client, at) }, sweeps)),
  };
}
