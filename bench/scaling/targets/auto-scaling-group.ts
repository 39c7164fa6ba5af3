import { autoScalingGroups } from '../../../adapters/scaling/targets/auto-scaling-group/auto-scaling-group.ts';
import { type Input, sender } from '../sender.ts';
import { type BenchTarget, everywhere } from './any-kind.ts';

export const autoScalingGroup: BenchTarget<'auto-scaling-group'> = {
  config: (autoScalingGroupName) => ({ kind: 'auto-scaling-group', account: null, region: null, autoScalingGroupName }),
  make(reads) {
    const answers = { DescribeAutoScalingGroups: groups, SetDesiredCapacity: () => ({}), ...scaledToo };
    const clients = everywhere(sender(answers, reads, ['DescribeAutoScalingGroups', ...Object.keys(scaledToo)]));
    return (world) => autoScalingGroups({ ...world, clients });
  },
};

/** An account that has more policies and schedules than anybody reads in an hour: the most that is ever asked. */
const scaledToo = {
  DescribePolicies: () => ({ ScalingPolicies: [], NextToken: 'more' }),
  DescribeScheduledActions: () => ({ ScheduledUpdateGroupActions: [], NextToken: 'more' }),
};

function groups(input: Input): object {
  const { AutoScalingGroupNames } = input as { AutoScalingGroupNames: string[] };
  const Instances = Array.from({ length: 4 }, () => ({ LifecycleState: 'InService', HealthStatus: 'Healthy' }));
  const group = { MinSize: 1, MaxSize: 50, DesiredCapacity: 4, Instances, SuspendedProcesses: [] };
  return {
    AutoScalingGroups: AutoScalingGroupNames.map((AutoScalingGroupName) => ({ AutoScalingGroupName, ...group })),
  };
}
