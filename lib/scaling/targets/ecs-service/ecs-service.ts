import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnService, IBaseService } from 'aws-cdk-lib/aws-ecs';
import { Construct, type IConstruct } from 'constructs';
import type { ReadingInput } from '../../../../core/readings/reading-config.ts';
import { describingActions, sizeActions } from '../../../../core/scaling/config/observing.ts';
import { oneMinute } from '../../../deployment/periods.ts';
import { resourcesOfType } from '../../../deployment/resources-named.ts';
import { ecsHighResolution } from '../../../sources/cloudwatch/ecs-high-resolution.ts';
import { nativeScaling } from '../native-scaling.ts';
import { type NamedPlace, requireOwnPlace } from '../own-place.ts';
import type { BoundTarget, CapacityGrant, ScalingTarget } from '../scaling-target.ts';
import { grantResizing, partsOf, type TaskParts } from './task-parts.ts';

/** A service that is known by its names alone. */
export interface NamedEcsService extends NamedPlace {
  readonly clusterName: string;
  readonly serviceName: string;
}

/** What may be said of a service that is scaled. */
export interface EcsServiceTargetOptions {
  /**
   * Whether the cluster publishes Container Insights. They count running and desired tasks; without them running tasks are
   * told by how many of them report their CPU in a minute, which is free and always there
   * (https://github.com/aws/containers-roadmap/issues/2718).
   * @default false
   */
  readonly containerInsights?: boolean;
  /**
   * Whether the service publishes its CPU each 20 seconds: then each task reports three times a minute.
   * @default - what `monitoring` of the service says where this app makes it, else false
   */
  readonly highResolution?: boolean;
  /**
   * Narrows what Headroom may do with the service, beyond its name. IAM has no condition for the count, and the right to set it
   * is that to change the service: with the family of its task definitions, e.g. `{ family: 'web' }`, none of another family may
   * be put in place, nor ECS Exec be turned on. Both conditions hold only where the request names the thing. AWS does not say
   * whether it fills in what is not named; `docs/roles.md` has a call that tells, and changes nothing.
   * @default - the service as a whole
   */
  readonly narrowedTo?: { readonly family: string };
  /**
   * The family of its task definitions and the roles that those name, where the size of tasks may be changed.
   * @default - those of a service of this app
   */
  readonly sizedAs?: { readonly family: string; readonly roleArns: readonly string[] };
}

/** An ECS service, on EC2 or Fargate. Capacity counts tasks. */
export class EcsServiceTarget implements ScalingTarget {
  readonly construct: IConstruct | null;
  private readonly named: NamedEcsService;
  private readonly service: CfnService | null;
  private readonly containerInsights: boolean;
  private readonly highResolution: boolean | null;
  private readonly family: string | null;
  private readonly parts: TaskParts;

  constructor(
    service: IBaseService | NamedEcsService,
    { containerInsights = false, highResolution, narrowedTo, sizedAs }: EcsServiceTargetOptions = {},
  ) {
    this.named =
      'cluster' in service ? { clusterName: service.cluster.clusterName, serviceName: service.serviceName } : service;
    const made = Construct.isConstruct(service) ? service : null;
    this.service = made && (resourcesOfType<CfnService>(made, 'AWS::ECS::Service')[0] ?? null);
    this.construct = this.service && made;
    this.containerInsights = containerInsights;
    this.highResolution = highResolution ?? null;
    this.family = narrowedTo?.family ?? null;
    this.parts = sizedAs === undefined ? partsOf(made) : { family: sizedAs.family, roles: sizedAs.roleArns };
  }

  /** A service that this app does not make. Somebody else has to tag it where grants go by tag. */
  static fromNames(
    clusterName: string,
    serviceName: string,
    { account = null, region = null, ...options }: EcsServiceTargetOptions & NamedPlace = {},
  ): ScalingTarget {
    return new EcsServiceTarget({ clusterName, serviceName, account, region }, options);
  }

  bind(scope: Construct, grant: CapacityGrant): BoundTarget {
    const { clusterName, serviceName, account = null, region = null } = this.named;
    requireOwnPlace(scope, this.named);
    const resourceArn = ecsArn(scope, 'service', `${clusterName}/${serviceName}`);
    const conditions = this.family === null ? {} : narrowed(scope, this.family, this.service);
    const { construct } = this;
    grant.allow({
      actions: ['ecs:DescribeServices', 'ecs:UpdateService'],
      reads: describingActions['ecs-service'] ?? [],
      resourceArn,
      construct,
      wildcard: null,
      conditions,
    });
    return {
      config: { kind: 'ecs-service', account, region, cluster: clusterName, serviceName },
      running: this.running(),
      asked: this.containerInsights ? this.insight('DesiredTaskCount') : null,
    };
  }

  bindSizes(scope: Construct, grant: CapacityGrant, changing: CapacityGrant | null): void {
    const { clusterName, serviceName } = this.named;
    const resourceArn = ecsArn(scope, 'service', `${clusterName}/${serviceName}`);
    const { construct } = this;
    const conditions = this.family === null ? {} : narrowed(scope, this.family, this.service);
    const reads = sizeActions['ecs-service'] ?? [];
    grant.allow({ actions: ['ecs:DescribeServices'], reads, resourceArn, construct, wildcard: null, conditions });
    if (changing !== null) grantResizing(scope, changing, this.parts, clusterName);
  }

  conflicts(): readonly string[] {
    const service = this.service;
    if (service?.desiredCount === undefined) return [];
    const { path } = service.node;
    return [`${path} sets a desired count, and every deploy would reset the service to it; leave desiredCount out`];
  }

  rivals(app: IConstruct): readonly string[] {
    const { clusterName, serviceName } = this.named;
    const told = this.service?.node.path ?? `the service "${serviceName}"`;
    return nativeScaling(app, {
      ...{ told, resource: this.service, resourceId: `service/${clusterName}/${serviceName}` },
      scalableDimension: 'ecs:service:DesiredCount',
    });
  }

  private running(): ReadingInput {
    const [namespace, metricName, stat] = this.containerInsights
      ? (['ECS/ContainerInsights', 'RunningTaskCount', 'Average'] as const)
      : // Every running task sends one CPU sample a period, so in periods of that length samples count tasks.
        (['AWS/ECS', 'CPUUtilization', 'SampleCount'] as const);
    const isFast = !this.containerInsights && (this.highResolution ?? isHighResolution(this.service));
    const dimensions = this.dimensions();
    return {
      parts: [
        {
          kind: 'cloudwatch',
          namespace,
          metricName,
          dimensions,
          stat,
          periodSeconds: 60,
          ...(isFast && ecsHighResolution),
        },
      ],
    };
  }

  private insight(metricName: string): IMetric {
    const dimensionsMap = this.dimensions();
    return new Metric({
      namespace: 'ECS/ContainerInsights',
      metricName,
      dimensionsMap,
      statistic: 'Average',
      period: oneMinute,
    });
  }

  private dimensions(): Record<string, string> {
    return { ClusterName: this.named.clusterName, ServiceName: this.named.serviceName };
  }
}

function ecsArn(scope: Construct, resource: string, resourceName: string): string {
  return Stack.of(scope).formatArn({
    service: 'ecs',
    resource,
    resourceName,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}

/**
 * `IfExists`, since a request that sets the count names neither. Who has turned ECS Exec on keeps it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
function narrowed(scope: Construct, family: string, service: CfnService | null): Readonly<Record<string, unknown>> {
  const definitions = ecsArn(scope, 'task-definition', `${family}:*`);
  return {
    ArnLikeIfExists: { 'ecs:task-definition': definitions },
    ...(service?.enableExecuteCommand !== true && { StringEqualsIfExists: { 'ecs:enable-execute-command': 'false' } }),
  };
}

/** Whether a service of this app says that it publishes its CPU more often than each minute. */
function isHighResolution(service: CfnService | null): boolean {
  if (service === null) return false;
  const monitoring: unknown = Stack.of(service).resolve(service.monitoring);
  const configurations = (monitoring as CfnService.MonitoringConfigurationProperty | undefined)?.metricConfigurations;
  if (!Array.isArray(configurations)) return false;
  const all = configurations as readonly CfnService.MetricConfigurationProperty[];
  return all.some(
    ({ metricNames, resolutionSeconds }) => resolutionSeconds < 60 && metricNames.includes('CPUUtilization'),
  );
}
