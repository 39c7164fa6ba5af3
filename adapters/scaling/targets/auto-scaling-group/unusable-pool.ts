import type { AutoScalingGroup, LifecycleHook } from '@aws-sdk/client-auto-scaling';
import { awsCommand } from '../../../../core/model/aws-command.ts';
import type { Because } from '../../../../core/model/reason.ts';
import type { PoolSet } from '../../../../core/scaling/pool/pool-set.ts';

/** Why the pool of a group may not be used until somebody mends it; null where it may. `hooks` is null where none is needed. */
export function unusableBecause(
  group: AutoScalingGroup,
  set: PoolSet | null,
  hooks: readonly LifecycleHook[] | null,
): Because | null {
  return managedBecause(group) ?? weightsBecause(group) ?? reuseBecause(group, set) ?? hookBecause(hooks);
}

/** The user guide of EKS: such a group's pool goes by EKS's own API alone (https://docs.aws.amazon.com/eks/latest/userguide/warm-pools-managed-node-groups.html). */
function managedBecause({ Tags = [] }: AutoScalingGroup): Because | null {
  const owner = Tags.find(({ Key }) => Key === 'eks:nodegroup-name');
  if (owner === undefined) return null;
  const says =
    'the group belongs to the managed node group "{owner}", whose pool only EKS may change; leave warmPool out';
  return { says, owner: owner.Value ?? '' };
}

/** Nobody has told whether what is prepared counts instances or their weights. */
function weightsBecause({
  MixedInstancesPolicy,
  DesiredCapacityType: type = 'units',
  Instances = [],
}: AutoScalingGroup) {
  const overrides = MixedInstancesPolicy?.LaunchTemplate?.Overrides ?? [];
  const weights = [...overrides, ...Instances].map(({ WeightedCapacity }) => WeightedCapacity ?? '1');
  if (type === 'units' && weights.every((weight) => weight === '1')) return null;
  const says =
    'instances of the group weigh more than one unit, and what a pool counts is not known; leave the weights out, or warmPool';
  return { says };
}

function reuseBecause({ AutoScalingGroupName: name = '' }: AutoScalingGroup, set: PoolSet | null): Because | null {
  if (set === null || set.reuseOnScaleIn) return null;
  const says =
    'ReuseOnScaleIn of the pool is off, so that each step down would end an instance that runs and launch another; turn it on: {command}';
  const named = ['--auto-scaling-group-name', name, '--instance-reuse-policy', 'ReuseOnScaleIn=true'];
  return { says, command: awsCommand(null, 'autoscaling', 'put-warm-pool', ...named) };
}

function hookBecause(hooks: readonly LifecycleHook[] | null): Because | null {
  if (hooks === null || hooks.some(({ LifecycleTransition: of }) => of === 'autoscaling:EC2_INSTANCE_LAUNCHING'))
    return null;
  const says =
    'no launch lifecycle hook tells when an instance is ready, so that it may be stopped before it is; add one, or write readyBy: "image" where its image needs no start of its own';
  return { says };
}
