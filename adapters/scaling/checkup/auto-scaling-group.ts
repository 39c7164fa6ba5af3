import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { type Instance, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import {
  type Group,
  type GroupFacts,
  type Monitoring,
  type PoolFacts,
  readsEachMinute,
} from '../../../core/scaling/checkup/targets/auto-scaling-group.ts';
import type { TargetConfig } from '../../../core/scaling/config/target-kinds.ts';
import type { WarmPool } from '../../../core/scaling/config/warm-pool.ts';
import type { AccountReader } from '../../aws/account-reader.ts';
import { asked } from '../../aws/asked.ts';
import { describeGroups } from '../targets/auto-scaling-group/describe.ts';
import { poolOfGroup } from '../targets/auto-scaling-group/pool.ts';
import { groupRivals, groupSweeps } from '../targets/auto-scaling-group/rivals.ts';
import { type Checked, type FactsWorld, leftMs } from './facts-world.ts';

type Target = TargetConfig<'auto-scaling-group'>;

/** Reads what is checked of a group, in three calls; in one more of its instances where a reading leans on them, and in three of its pool where it has one. */
export async function groupFacts(
  { target, readings, warmPool }: Checked<'auto-scaling-group'>,
  { readerIn, abortSignal }: FactsWorld,
): Promise<GroupFacts> {
  const reader = readerIn(target.region);
  const [group, rivals, monitoring, pool] = await Promise.all([
    asked('autoscaling:DescribeAutoScalingGroups', () => read(reader, target)),
    asked('autoscaling:DescribePolicies, autoscaling:DescribeScheduledActions', () => {
      const clients = { reader: () => reader.autoScaling };
      return groupRivals({ clients, sweeps: groupSweeps(), leftMs })(target);
    }),
    readsEachMinute({ readings }, target)
      ? asked('ec2:DescribeInstances', () => byReport(reader, target, abortSignal))
      : null,
    warmPool?.mode === 'on'
      ? asked('autoscaling:DescribeWarmPool, autoscaling:DescribeLifecycleHooks', () =>
          readPool(reader, target, warmPool),
        )
      : null,
  ]);
  return { target, group, rivals, monitoring, pool };
}

async function read({ autoScaling }: AccountReader, { autoScalingGroupName }: Target): Promise<Group | null> {
  const [group] = await describeGroups(autoScaling, [autoScalingGroupName], leftMs());
  return group === undefined ? null : groupOf(group);
}

async function readPool(
  { autoScaling }: AccountReader,
  { autoScalingGroupName }: Target,
  { readyBy }: WarmPool,
): Promise<PoolFacts | null> {
  const [group] = await describeGroups(autoScaling, [autoScalingGroupName], leftMs());
  return group === undefined ? null : poolOfGroup(autoScaling, group, { readyBy, wasRefused: false }, leftMs());
}

function groupOf(group: AutoScalingGroup): Group {
  const { AutoScalingGroupARN: arn = '', Status, MinSize: min = 0, MaxSize: max = 0, Tags = [] } = group;
  return {
    arn,
    tags: Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    deletion: Status ?? null,
    limits: { min, max },
    metrics: (group.EnabledMetrics ?? []).map(({ Metric = '' }) => Metric),
    isWeighted: isWeighted(group),
    suspended: (group.SuspendedProcesses ?? []).map(({ ProcessName = '' }) => ProcessName),
  };
}

function isWeighted({ MixedInstancesPolicy, DesiredCapacityType: type = 'units' }: AutoScalingGroup): boolean {
  const overrides = MixedInstancesPolicy?.LaunchTemplate?.Overrides ?? [];
  return type !== 'units' || overrides.some(({ WeightedCapacity }) => WeightedCapacity !== undefined);
}

/** The instances of a group that are there or come, by how often they report. */
async function byReport(
  { ec2: client }: AccountReader,
  { autoScalingGroupName }: Target,
  abortSignal: AbortSignal,
): Promise<Monitoring> {
  const Filters = [
    { Name: 'tag:aws:autoscaling:groupName', Values: [autoScalingGroupName] },
    { Name: 'instance-state-name', Values: ['pending', 'running'] },
  ];
  const instances: Instance[] = [];
  for await (const { Reservations = [] } of paginateDescribeInstances({ client }, { Filters }, { abortSignal })) {
    instances.push(...Reservations.flatMap(({ Instances = [] }) => Instances));
  }
  const isDetailed = ({ Monitoring }: Instance) => ['enabled', 'pending'].includes(Monitoring?.State ?? 'disabled');
  const ids = (some: readonly Instance[]) => some.map(({ InstanceId = '' }) => InstanceId);
  return {
    detailed: ids(instances.filter(isDetailed)),
    basic: ids(instances.filter((one) => !isDetailed(one))),
  };
}
