import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
  type ScalableTarget,
  type ScalingPolicy,
  type ScheduledAction,
} from '@aws-sdk/client-application-auto-scaling';
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  type RuntimePlatform,
  type Service,
} from '@aws-sdk/client-ecs';
import type { FargateTask } from '../../../core/prices/fargate-price.ts';
import type { FleetLoad } from '../../../core/scaling/fleets/fleet.ts';
import { allPages } from '../../aws/all-pages.ts';
import { mostServices } from '../targets/ecs-service/describe.ts';
import type { Found, UnderWay } from './fleet-finder.ts';
import { fleetName } from './fleet-name.ts';
import { type NativePolicy, tellPolicy, tellSchedules, tracksOf } from './tell-policy.ts';

interface Clients {
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly scaling: Pick<ApplicationAutoScalingClient, 'send'>;
}

interface Known {
  readonly targets: readonly ScalableTarget[];
  readonly policies: readonly ScalingPolicy[];
  readonly schedules: readonly ScheduledAction[];
  readonly tasks: ReadonlyMap<string, Found['fargate']>;
}

/** Every active ECS service of an account and Region that keeps a number of tasks, with what scales it. */
export async function findServices({ ecs, scaling }: Clients): Promise<UnderWay[]> {
  const [services, known] = await Promise.all([allServices(ecs), whatScales(scaling)]);
  const standing = services.filter(
    ({ status, schedulingStrategy }) => status === 'ACTIVE' && schedulingStrategy !== 'DAEMON',
  );
  const tasks = await fargateTasks(ecs, standing);
  return standing.map((service) => ({
    targetGroupArns: (service.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []),
    fleet: (loads) => fleetOf(service, loads, { ...known, tasks }),
  }));
}

async function allServices(ecs: Clients['ecs']): Promise<Service[]> {
  const clusters = await allPages(async (nextToken) => {
    const told = await ecs.send(new ListClustersCommand({ maxResults: 100, nextToken }));
    return { items: told.clusterArns, next: told.nextToken };
  });
  const found = await Promise.all(clusters.map((cluster) => servicesOf(ecs, cluster)));
  return found.flat();
}

async function servicesOf(ecs: Clients['ecs'], cluster: string): Promise<Service[]> {
  const arns = await allPages(async (nextToken) => {
    const told = await ecs.send(new ListServicesCommand({ cluster, maxResults: 100, nextToken }));
    return { items: told.serviceArns, next: told.nextToken };
  });
  const batches = Array.from({ length: Math.ceil(arns.length / mostServices) }, (_, batch) =>
    arns.slice(batch * mostServices, (batch + 1) * mostServices),
  );
  const told = await Promise.all(
    batches.map((services) => ecs.send(new DescribeServicesCommand({ cluster, services }))),
  );
  return told.flatMap(({ services = [] }) => services);
}

/** What Application Auto Scaling has of services: one listing each for all of them. */
async function whatScales(client: Clients['scaling']): Promise<Omit<Known, 'tasks'>> {
  const ServiceNamespace = 'ecs';
  const [targets, policies, schedules] = await Promise.all([
    allPages(async (NextToken) => {
      const told = await client.send(new DescribeScalableTargetsCommand({ ServiceNamespace, NextToken }));
      return { items: told.ScalableTargets, next: told.NextToken };
    }),
    allPages(async (NextToken) => {
      const told = await client.send(new DescribeScalingPoliciesCommand({ ServiceNamespace, NextToken }));
      return { items: told.ScalingPolicies, next: told.NextToken };
    }),
    allPages(async (NextToken) => {
      const told = await client.send(new DescribeScheduledActionsCommand({ ServiceNamespace, NextToken }));
      return { items: told.ScheduledActions, next: told.NextToken };
    }),
  ]);
  return { targets, policies, schedules };
}

/** What tasks of Fargate are, by the ARN of their definition: each is asked for once. */
async function fargateTasks(ecs: Clients['ecs'], services: readonly Service[]): Promise<Known['tasks']> {
  const arns = services.filter(isFargate).flatMap(({ taskDefinition }) => taskDefinition ?? []);
  const told = await Promise.all(
    [...new Set(arns)].map(async (taskDefinition) => {
      const { taskDefinition: task } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
      const [vcpu, gb] = [Number(task?.cpu) / 1024, Number(task?.memory) / 1024];
      const platform = platformOf(task?.runtimePlatform);
      return [taskDefinition, vcpu > 0 && gb > 0 ? { vcpu, gb, platform } : null] as const;
    }),
  );
  return new Map(told);
}

/** Fargate runs a task that says nothing on Linux and x86. */
function platformOf({
  operatingSystemFamily = 'LINUX',
  cpuArchitecture,
}: RuntimePlatform = {}): FargateTask['platform'] {
  if (operatingSystemFamily !== 'LINUX') return 'windows';
  return cpuArchitecture === 'ARM64' ? 'arm' : 'x86';
}

function isFargate({ launchType, capacityProviderStrategy = [] }: Service): boolean {
  return (
    launchType === 'FARGATE' || capacityProviderStrategy.some(({ capacityProvider }) => capacityProvider === 'FARGATE')
  );
}

function fleetOf(service: Service, loads: readonly FleetLoad[], { targets, policies, schedules, tasks }: Known): Found {
  const { serviceName = '', clusterArn = '', desiredCount = 0, runningCount = 0, taskDefinition = '' } = service;
  const cluster = clusterArn.split('/').at(-1) ?? '';
  const isIts = ({ ResourceId, ScalableDimension }: { ResourceId?: string; ScalableDimension?: string }) =>
    ResourceId === `service/${cluster}/${serviceName}` && ScalableDimension === 'ecs:service:DesiredCount';
  const target = targets.find(isIts);
  const its = policies.filter(isIts).map(policyOfService);
  return {
    name: fleetName(cluster, serviceName),
    told: `the ECS service "${serviceName}" in the cluster "${cluster}"`,
    target: { kind: 'ecs-service', cluster, serviceName },
    bounds: target === undefined ? null : { min: target.MinCapacity ?? 0, max: target.MaxCapacity ?? 0 },
    asked: desiredCount,
    running: runningCount,
    scaledBy: [...its.map(tellPolicy), ...tellSchedules(schedules.filter(isIts).length)],
    ...tracksOf(its),
    loads,
    busy: {
      namespace: 'AWS/ECS',
      metricName: 'CPUUtilization',
      dimensions: { ClusterName: cluster, ServiceName: serviceName },
    },
    counted: null,
    countedBy: null,
    instances: [],
    fargate: tasks.get(taskDefinition) ?? null,
  };
}

function policyOfService({
  PolicyType: type = 'StepScaling',
  TargetTrackingScalingPolicyConfiguration: tracking,
  PredictiveScalingPolicyConfiguration: predictive,
}: ScalingPolicy): NativePolicy {
  return {
    type,
    isOff: false,
    metric: tracking?.PredefinedMetricSpecification?.PredefinedMetricType ?? null,
    target: tracking?.TargetValue ?? predictive?.MetricSpecifications?.[0]?.TargetValue ?? null,
    forecastsOnly: type === 'PredictiveScaling' && predictive?.Mode !== 'ForecastAndScale',
  };
}
