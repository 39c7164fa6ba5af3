import { type GroupDimension, scaledGroup } from '../../adapters/scaling/targets/elasticache/rivals.ts';
import { FakeApplicationAutoScaling } from '../adapters/scaling/targets/any-kind/fake-application-auto-scaling.ts';
import { FakeElastiCache } from '../adapters/scaling/targets/elasticache/fake-elasticache.ts';
import type { RivalsRig } from './target-rig.ts';

/** What targets that are a dimension of a replication group are all tried with. */
export function groupRig(dimension: GroupDimension) {
  const fake = new FakeElastiCache();
  const native = new FakeApplicationAutoScaling();
  const scaled = (replicationGroupId: string) => scaledGroup(dimension, { replicationGroupId });
  const of = (name: string) => native.register(scaled(name));
  const rivals: RivalsRig = {
    service: native,
    reads: ['DescribeScalableTargets', 'DescribeScalingPolicies', 'DescribeScheduledActions'],
    add: {
      'scaling policy': (target, PolicyName) =>
        native.policies.push({ ...of(target), PolicyARN: 'arn', PolicyName, PolicyType: 'TargetTrackingScaling' }),
      'scheduled action': (target, ScheduledActionName) =>
        native.schedules.push({ ...of(target), ScheduledActionARN: 'arn', ScheduledActionName, Schedule: 'at(...)' }),
    },
    suspend: (name) => native.suspend(scaled(name)),
    addIdle: (name) => {
      const policy = { ...of(name), PolicyARN: 'arn', PolicyName: 'p', PolicyType: 'PredictiveScaling' as const };
      const PredictiveScalingPolicyConfiguration = { Mode: 'ForecastOnly' as const, MetricSpecifications: [] };
      native.policies.push({ ...policy, PredictiveScalingPolicyConfiguration });
    },
  };
  return {
    fake,
    readRivals: native.readRivals(),
    service: fake,
    reads: 'DescribeReplicationGroups',
    changes: 'DescribeReplicationGroups',
    most: 1,
    remove: (name: string) => fake.groups.delete(name),
    spoiler: 'no such name!',
    settle: () => fake.settle(),
    rivals,
  };
}
