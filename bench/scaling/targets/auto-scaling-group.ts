import { autoScalingGroups } from '../../../adapters/scaling/targets/auto-scaling-group/auto-scaling-group.ts';
import { type Input, sender } from '../sender.ts';
import { type BenchTarget, everywhere } from './any-kind.ts';

export const autoScalingGroup: BenchTarget<'auto-scaling-group'> = {
  config: (autoScalingGroupName) => ({ kind: 'auto-scaling-group', account: null, region: null, autoScalingGroupName }),
  make(reads) {
    const answers = { DescribeAutoScalingGroups: groups, SetDesiredCapacity: () => ({}) };
    const clients = everywhere(sender(answers, reads, ['DescribeAutoScalingGroups']));
    return (world) => autoScalingGroups({ ...world, clients });
  },
};

function groups(input: Input): object {
  const { AutoScalingGroupNames } = input as { AutoScalingGroupNames: string[] };
  const Instances = Array.from({ length: 4 }, () => ({ LifecycleState: 'InService', HealthStatus: 'Healthy' }));
  const group = { MinSize: 1, MaxSize: 50, DesiredCapacity: 4, Instances, SuspendedProcesses: [] };
  return {
    AutoScalingGroups: AutoScalingGroupNames.map((AutoScalingGroupName) => ({ AutoScalingGroupName, ...group })),
  };
}
