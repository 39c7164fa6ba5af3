import {
  type AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  DescribePoliciesCommand,
  DescribeScheduledActionsCommand,
  type ScalingPolicy,
  type ScheduledUpdateGroupAction,
} from '@aws-sdk/client-auto-scaling';
import { awsCommand } from '../../../core/model/aws-command.ts';
import type { FleetLoad } from '../../../core/scaling/fleets/fleet.ts';
import { allPages } from '../../aws/all-pages.ts';
import { capacityOfGroup } from '../targets/auto-scaling-group/capacity-of.ts';
import type { Found, UnderWay } from './fleet-finder.ts';
import { fleetName } from './fleet-name.ts';
import { type NativePolicy, tellPolicy, tellSchedules, tracksOf } from './tell-policy.ts';

type Client = Pick<AutoScalingClient, 'send'>;

/** Every Auto Scaling group of an account and Region that is not being deleted, with what scales it. */
export async function findGroups(client: Client, region: string | null): Promise<UnderWay[]> {
  const [groups, policies, schedules] = await Promise.all([
    allPages(async (NextToken) => {
      const told = await client.send(new DescribeAutoScalingGroupsCommand({ MaxRecords: 100, NextToken }));
      return { items: told.AutoScalingGroups, next: told.NextToken };
    }),
    allPages(async (NextToken) => {
      const told = await client.send(new DescribePoliciesCommand({ MaxRecords: 100, NextToken }));
      return { items: told.ScalingPolicies, next: told.NextToken };
    }),
    allPages(async (NextToken) => {
      const told = await client.send(new DescribeScheduledActionsCommand({ MaxRecords: 100, NextToken }));
      return { items: told.ScheduledUpdateGroupActions, next: told.NextToken };
    }),
  ]);
  const standing = groups.filter(({ Status }) => !Status);
  return standing.map((group) => ({
    targetGroupArns: targetGroupsOf(group),
    fleet: (loads) => fleetOf(group, loads, { policies, schedules, region }),
  }));
}

/** A target group is attached by itself, or as a source of traffic. */
function targetGroupsOf({ TargetGroupARNs = [], TrafficSources = [] }: AutoScalingGroup): string[] {
  const sources = TrafficSources.filter(({ Type }) => Type === undefined || Type === 'elbv2');
  return [...new Set([...TargetGroupARNs, ...sources.flatMap(({ Identifier }) => Identifier ?? [])])];
}

interface Known {
  readonly policies: readonly ScalingPolicy[];
  readonly schedules: readonly ScheduledUpdateGroupAction[];
  readonly region: string | null;
}

function fleetOf(group: AutoScalingGroup, loads: readonly FleetLoad[], { policies, schedules, region }: Known): Found {
  const { AutoScalingGroupName: autoScalingGroupName = '', MinSize: min = 0, MaxSize: max = 0 } = group;
  const { asked, running } = capacityOfGroup(group);
  const isIts = ({ AutoScalingGroupName }: { AutoScalingGroupName?: string }) =>
    AutoScalingGroupName === autoScalingGroupName;
  const its = policies.filter(isIts).map(policyOfGroup);
  const counted = (group.EnabledMetrics ?? []).find(({ Metric }) => Metric === countedMetric(group));
  const dimensions = { AutoScalingGroupName: autoScalingGroupName };
  const collect = ['--auto-scaling-group-name', autoScalingGroupName, '--granularity', '1Minute'];
  return {
    name: fleetName(autoScalingGroupName),
    told: `the Auto Scaling group "${autoScalingGroupName}"`,
    target: { kind: 'auto-scaling-group', autoScalingGroupName },
    bounds: { min, max },
    asked,
    running,
    ...ownedBy(group),
    scaledBy: [...its.map(tellPolicy), ...tellSchedules(schedules.filter(isIts).length)],
    ...tracksOf(its),
    loads,
    busy: { namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensions },
    counted:
      counted === undefined ? null : { namespace: 'AWS/AutoScaling', metricName: countedMetric(group), dimensions },
    countedBy:
      counted === undefined ? awsCommand(region, 'autoscaling', 'enable-metrics-collection', ...collect) : null,
    instances: (group.Instances ?? []).flatMap(({ InstanceType: type, WeightedCapacity = 1 }) => {
      return type === undefined ? [] : [{ type, units: Number(WeightedCapacity) }];
    }),
    fargate: null,
  };
}

/** By whose tag a group is known that somebody else has made, and scales. */
const owners: Readonly<Record<string, string>> = {
  AmazonECSManaged: 'a capacity provider of ECS',
  'eks:nodegroup-name': 'a node group of EKS',
  'k8s.io/cluster-autoscaler/enabled': 'the cluster autoscaler of Kubernetes',
  'elasticbeanstalk:environment-name': 'an environment of Elastic Beanstalk',
};

function ownedBy({ Tags = [] }: AutoScalingGroup): Pick<Found, 'ownedBy'> {
  const owner = Tags.flatMap(({ Key = '' }) => (Object.hasOwn(owners, Key) ? owners[Key] : undefined) ?? [])[0];
  return owner === undefined ? {} : { ownedBy: owner };
}

/** Groups with weights count their capacity in units of those. */
function countedMetric({ Instances = [] }: AutoScalingGroup): string {
  const isWeighted = Instances.some(
    ({ WeightedCapacity }) => WeightedCapacity !== undefined && WeightedCapacity !== '1',
  );
  return isWeighted ? 'GroupInServiceCapacity' : 'GroupInServiceInstances';
}

function policyOfGroup({
  PolicyType = '',
  Enabled,
  TargetTrackingConfiguration: tracking,
  PredictiveScalingConfiguration: predictive,
}: ScalingPolicy): NativePolicy {
  return {
    type: PolicyType,
    isOff: Enabled === false,
    metric: tracking?.PredefinedMetricSpecification?.PredefinedMetricType ?? null,
    target: tracking?.TargetValue ?? predictive?.MetricSpecifications?.[0]?.TargetValue ?? null,
    forecastsOnly: PolicyType === 'PredictiveScaling' && predictive?.Mode !== 'ForecastAndScale',
  };
}
