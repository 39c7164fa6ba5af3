import { autoScalingGroups } from '../../../adapters/scaling/targets/auto-scaling-group/auto-scaling-group.ts';
import { FakeAutoScaling, group } from '../../adapters/scaling/targets/auto-scaling-group/fake-auto-scaling.ts';
import { everywhere, late, type TargetRig } from '../target-rig.ts';

export function rig(): TargetRig<'auto-scaling-group'> {
  const fake = new FakeAutoScaling();
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
    spoiler: 'x'.repeat(2000),
    tooMany: 11,
    maker: (at) => late((world) => autoScalingGroups({ ...world, clients: everywhere(fake.client, at) })),
  };
}
