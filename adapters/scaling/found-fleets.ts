import { paginateDescribeScalableTargets, type ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import { type AutoScalingGroup, paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import { DescribeServicesCommand, paginateListClusters, paginateListServices, type Service } from '@aws-sdk/client-ecs';
import { paginateDescribeTargetGroups, type TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Told } from '../../core/model/verdict.ts';
import type { Behind, FoundFleet } from '../../core/scaling/found-fleet.ts';
import type { AccountReader } from '../aws/account-reader.ts';
import { asked } from '../aws/asked.ts';
import { mostGroups } from './targets/auto-scaling-group/describe.ts';
import { mostServices } from './targets/ecs-service/describe.ts';

type FleetClients = Pick<AccountReader, 'applicationAutoScaling' | 'autoScaling' | 'ecs' | 'loadBalancing'>;

/** What was found, and what of it nobody may know, with the reason. */
export interface FoundFleets {
  readonly fleets: readonly FoundFleet[];
  readonly gaps: readonly string[];
}

/** Pages that are as long as each service lets them be. */
const pageOf = { groups: mostGroups, clusters: 100, services: 100, scalableTargets: 50, targetGroups: 400 };

/**
 * Every Auto Scaling group and ECS service of an account and Region, with the bounds that they have and the load balancer in
 * front of them, by calls that list and describe. Those that should not be scaled are told too, with the reason.
 */
export async function findFleets(clients: FleetClients, abortSignal: AbortSignal): Promise<FoundFleets> {
  const [groups, services, scalableTargets, targetGroups] = await Promise.all([
    asked('the Auto Scaling groups', () => findGroups(clients, abortSignal)),
    asked('the ECS services', () => findServices(clients, abortSignal)),
    asked('the bounds of ECS services', () => findScalableTargets(clients, abortSignal)),
    asked('the target groups', () => findTargetGroups(clients, abortSignal)),
  ]);
  const behind = behindBy(known(targetGroups));
  const boundsOf = new Map(known(scalableTargets).map((one) => [one.ResourceId ?? '', one]));
  return {
    fleets: [
      ...known(groups).map((group) => groupFleet(group, behind)),
      ...known(services).map((service) => serviceFleet(service, behind, boundsOf)),
    ],
    gaps: [groups, services, scalableTargets, targetGroups].flatMap((one) => ('unknown' in one ? [one.unknown] : [])),
  };
}

function known<Item>(told: Told<readonly Item[]>): readonly Item[] {
  return 'unknown' in told ? [] : told.told;
}

async function findGroups({ autoScaling: client }: FleetClients, abortSignal: AbortSignal) {
  const pages = paginateDescribeAutoScalingGroups({ client, pageSize: pageOf.groups }, {}, { abortSignal });
  return all(pages, ({ AutoScalingGroups = [] }) => AutoScalingGroups);
}

async function findServices({ ecs: client }: FleetClients, abortSignal: AbortSignal): Promise<readonly Service[]> {
  const clusters = await all(
    paginateListClusters({ client, pageSize: pageOf.clusters }, {}, { abortSignal }),
    ({ clusterArns = [] }) => clusterArns,
  );
  const found: Service[] = [];
  for (const cluster of clusters) {
    const arns = await all(
      paginateListServices({ client, pageSize: pageOf.services }, { cluster }, { abortSignal }),
      ({ serviceArns = [] }) => serviceArns,
    );
    for (let from = 0; from < arns.length; from += mostServices) {
      const command = new DescribeServicesCommand({ cluster, services: arns.slice(from, from + mostServices) });
      found.push(...((await client.send(command, { abortSignal })).services ?? []));
    }
  }
  return found;
}

async function findScalableTargets({ applicationAutoScaling: client }: FleetClients, abortSignal: AbortSignal) {
  const asked = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;
  const pages = paginateDescribeScalableTargets({ client, pageSize: pageOf.scalableTargets }, asked, { abortSignal });
  return all(pages, ({ ScalableTargets = [] }) => ScalableTargets);
}

async function findTargetGroups({ loadBalancing: client }: FleetClients, abortSignal: AbortSignal) {
  const pages = paginateDescribeTargetGroups({ client, pageSize: pageOf.targetGroups }, {}, { abortSignal });
  return all(pages, ({ TargetGroups = [] }) => TargetGroups);
}

async function all<Page, Item>(pages: AsyncIterable<Page>, itemsOf: (page: Page) => readonly Item[]): Promise<Item[]> {
  const found: Item[] = [];
  for await (const page of pages) found.push(...itemsOf(page));
  return found;
}

type BehindBy = (targetGroupArns: readonly (string | undefined)[]) => Behind | null;

/** What sends requests, and is an Application Load Balancer, as CloudWatch names the two. */
function behindBy(targetGroups: readonly TargetGroup[]): BehindBy {
  const known = new Map(targetGroups.map((one) => [one.TargetGroupArn, one.LoadBalancerArns?.[0]]));
  return (arns) => {
    for (const arn of arns) {
      const loadBalancer = /:loadbalancer\/(app\/.+)$/.exec(known.get(arn) ?? '')?.[1];
      const targetGroup = /:(targetgroup\/.+)$/.exec(arn ?? '')?.[1];
      if (loadBalancer !== undefined && targetGroup !== undefined) return { loadBalancer, targetGroup };
    }
    return null;
  };
}

/** By whose tag a group is known that somebody else scales. */
const scaledByOthers: Readonly<Record<string, string>> = {
  AmazonECSManaged: 'a capacity provider of ECS scales it',
  'eks:nodegroup-name': 'a node group of EKS owns it',
  'k8s.io/cluster-autoscaler/enabled': "Kubernetes' cluster autoscaler scales it",
  'elasticbeanstalk:environment-name': 'Elastic Beanstalk owns it',
  'aws:ec2spot:fleet-request-id': 'a Spot Fleet owns it',
};

function groupFleet(group: AutoScalingGroup, behind: BehindBy): FoundFleet {
  const { AutoScalingGroupName: autoScalingGroupName = '', MinSize = 0, MaxSize = 0, DesiredCapacity = 0 } = group;
  return {
    target: { kind: 'auto-scaling-group', account: null, region: null, autoScalingGroupName },
    asked: DesiredCapacity,
    limits: { min: MinSize, max: MaxSize },
    behind: behind(group.TargetGroupARNs ?? []),
    // Instances tell it each five minutes, unless somebody pays for detailed monitoring.
    cpu: { namespace: 'AWS/EC2', dimensions: { AutoScalingGroupName: autoScalingGroupName }, periodSeconds: 300 },
    notBecause: groupNotBecause(group),
  };
}

function groupNotBecause({ Status, Tags = [], MaxSize = 0 }: AutoScalingGroup): string | null {
  if (Status) return `it is being deleted (${Status})`;
  const others = Tags.find(({ Key = '' }) => Object.hasOwn(scaledByOthers, Key))?.Key;
  if (others !== undefined) return scaledByOthers[others] ?? null;
  return MaxSize === 0 ? 'its maximum is 0' : null;
}

function serviceFleet(service: Service, behind: BehindBy, boundsOf: ReadonlyMap<string, ScalableTarget>): FoundFleet {
  const { clusterArn = '', serviceName = '', desiredCount = 0, loadBalancers = [] } = service;
  const cluster = clusterArn.split('/').at(-1) ?? '';
  const bounds = boundsOf.get(`service/${cluster}/${serviceName}`);
  const { MinCapacity: min, MaxCapacity: max } = bounds ?? {};
  return {
    target: { kind: 'ecs-service', account: null, region: null, cluster, serviceName },
    asked: desiredCount,
    limits: min === undefined || max === undefined ? null : { min, max },
    behind: behind(loadBalancers.map(({ targetGroupArn }) => targetGroupArn)),
    cpu: {
      namespace: 'AWS/ECS',
      dimensions: { ClusterName: cluster, ServiceName: serviceName },
      periodSeconds: 60,
    },
    notBecause: serviceNotBecause(service),
  };
}

function serviceNotBecause({ status, schedulingStrategy, deploymentController }: Service): string | null {
  if (status !== 'ACTIVE') return `it is ${status ?? 'of no status'}`;
  if (schedulingStrategy === 'DAEMON') return 'a DAEMON service runs one task on each container instance';
  return deploymentController?.type === 'EXTERNAL' ? 'an external deployment controller scales its task sets' : null;
}
