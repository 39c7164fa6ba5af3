import type { Scaled } from '../../adapters/scaling/targets/any-kind/native-rivals.ts';
import type { FakeApplicationAutoScaling } from '../adapters/scaling/targets/any-kind/fake-application-auto-scaling.ts';
import type { RivalsRig } from './target-rig.ts';

/** What Application Auto Scaling can do to targets of a kind, by what it knows them by. */
export function nativeRig(native: FakeApplicationAutoScaling, scaledOf: (name: string) => Scaled): RivalsRig {
  const of = (name: string) => native.register(scaledOf(name));
  return {
    service: native,
    reads: ['DescribeScalableTargets', 'DescribeScalingPolicies', 'DescribeScheduledActions'],
    add: {
      'scaling policy': (target, PolicyName) =>
        native.policies.push({ ...of(target), PolicyARN: 'arn', PolicyName, PolicyType: 'TargetTrackingScaling' }),
      'scheduled action': (target, ScheduledActionName) =>
        native.schedules.push({ ...of(target), ScheduledActionARN: 'arn', ScheduledActionName, Schedule: 'at(...)' }),
    },
    ...(scaledOf('t').ServiceNamespace !== 'rds' && { addRegistered: (name: string) => void of(name) }),
    suspend: (name) => native.suspend(scaledOf(name)),
    addIdle: (name) => {
      const policy = { ...of(name), PolicyARN: 'arn', PolicyName: 'p', PolicyType: 'PredictiveScaling' as const };
      const PredictiveScalingPolicyConfiguration = { Mode: 'ForecastOnly' as const, MetricSpecifications: [] };
      native.policies.push({ ...policy, PredictiveScalingPolicyConfiguration });
    },
  };
}
