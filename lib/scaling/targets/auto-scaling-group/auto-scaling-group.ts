import { ArnFormat, Lazy, Stack } from 'aws-cdk-lib';
import type {
  CfnAutoScalingGroup,
  CfnScalingPolicy,
  CfnScheduledAction,
  IAutoScalingGroup,
} from 'aws-cdk-lib/aws-autoscaling';
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';
import type { ReadingInput } from '../../../../core/readings/reading-config.ts';
import { describingActions, poolActions, sizeActions } from '../../../../core/scaling/config/observing.ts';
import type { WarmPool } from '../../../../core/scaling/config/warm-pool.ts';
import { isNamed } from '../../../deployment/known-name.ts';
import { oneMinute } from '../../../deployment/periods.ts';
import { resourcesOfType } from '../../../deployment/resources-named.ts';
import { type NamedPlace, requireOwnPlace } from '../own-place.ts';
import type { BoundPool, BoundTarget, CapacityGrant, ScalingTarget } from '../scaling-target.ts';
import { grantResizing, type InstanceParts, partsOf } from './instance-parts.ts';
import { poolsWithoutReuse, withoutHook } from './pool-conflicts.ts';

type MetricsCollection = CfnAutoScalingGroup.MetricsCollectionProperty;

/** A group that is known by its name alone. */
export interface NamedAutoScalingGroup extends NamedPlace {
  readonly autoScalingGroupName: string;
}

/** What may be said of a group that is scaled. */
export interface AutoScalingGroupTargetOptions {
  /**
   * The launch template that its instances are made of, where their size may be changed.
   * @default - that of a group of this app
   */
  readonly launchTemplateId?: string;
  /**
   * The role of its instances, which whoever makes the next version of the template hands on.
   * @default - that of a group of this app; none where it is known by name alone
   */
  readonly instanceRoleArn?: string;
}

/** An EC2 Auto Scaling group. Capacity counts instances, or their weights where the group has weights. */
export class AutoScalingGroupTarget implements ScalingTarget {
  readonly construct: IConstruct | null;
  private readonly named: NamedAutoScalingGroup;
  private readonly group: CfnAutoScalingGroup | null;
  private readonly parts: InstanceParts;

  constructor(
    autoScalingGroup: IAutoScalingGroup | NamedAutoScalingGroup,
    { launchTemplateId, instanceRoleArn }: AutoScalingGroupTargetOptions = {},
  ) {
    const made = Construct.isConstruct(autoScalingGroup) ? autoScalingGroup : null;
    this.named = made === null ? autoScalingGroup : { autoScalingGroupName: made.autoScalingGroupName };
    this.group = made && (resourcesOfType<CfnAutoScalingGroup>(made, 'AWS::AutoScaling::AutoScalingGroup')[0] ?? null);
    this.construct = this.group && made;
    const { launchTemplate, role } = partsOf(made, this.group);
    this.parts = { launchTemplate: launchTemplateId ?? launchTemplate, role: instanceRoleArn ?? role };
  }

  /**
   * A group that this app does not make. Somebody else has to turn on its group metrics (`GroupInServiceInstances` and
   * `GroupDesiredCapacity`; they are free and off at first), and to tag it where grants go by tag.
   */
  static fromName(
    autoScalingGroupName: string,
    { account = null, region = null, ...options }: NamedPlace & AutoScalingGroupTargetOptions = {},
  ): ScalingTarget {
    return new AutoScalingGroupTarget({ account, region, autoScalingGroupName }, options);
  }

  get limits() {
    if (this.group === null) return null;
    const [min, max] = [Number(this.group.minSize), Number(this.group.maxSize)];
    return Number.isInteger(min) && Number.isInteger(max) ? { min, max } : null;
  }

  bind(scope: Construct, grant: CapacityGrant): BoundTarget {
    const { autoScalingGroupName, account = null, region = null } = this.named;
    requireOwnPlace(scope, this.named);
    this.allow(scope, grant, ['autoscaling:SetDesiredCapacity'], describingActions);
    this.collect('GroupInServiceInstances', 'GroupInServiceCapacity', 'GroupDesiredCapacity');
    return {
      config: { kind: 'auto-scaling-group', account, region, autoScalingGroupName },
      running: this.running(),
      asked: this.metric('GroupDesiredCapacity'),
      ...(isShifted(this.group) && { shiftedBy: 'itself' }),
    };
  }

  bindPool(scope: Construct, grants: readonly CapacityGrant[]): BoundPool {
    const actions = ['autoscaling:PutWarmPool', 'autoscaling:DeleteWarmPool'];
    for (const grant of grants) this.allow(scope, grant, actions, poolActions);
    const [prepared, ready] = ['GroupAndWarmPoolDesiredCapacity', 'WarmPoolWarmedCapacity'] as const;
    this.collect(prepared, ready);
    return { prepared: this.metric(prepared), ready: this.metric(ready) };
  }

  bindSizes(scope: Construct, grant: CapacityGrant, changing: CapacityGrant | null): void {
    this.allow(scope, grant, ['autoscaling:SetDesiredCapacity'], sizeActions);
    if (changing === null) return;
    this.allow(scope, changing, ['autoscaling:StartInstanceRefresh'], sizeActions);
    grantResizing(scope, changing, this.parts);
  }

  poolConflicts(app: IConstruct, { readyBy }: WarmPool): readonly string[] {
    if (this.group === null) return [];
    const known = { app, group: this.group, name: this.named.autoScalingGroupName };
    return [...poolsWithoutReuse(known), ...(readyBy === 'hook' ? withoutHook(known) : [])];
  }

  conflicts(): readonly string[] {
    const group = this.group;
    if (group === null) return [];
    const path = group.node.path;
    const found: string[] = [];
    if (group.desiredCapacity !== undefined) {
      found.push(
        `${path} sets a desired capacity, and every deploy would reset the group to it; leave desiredCapacity out`,
      );
    }
    if (group.cfnOptions.updatePolicy?.autoScalingReplacingUpdate?.willReplace === true) {
      found.push(
        `${path} has a replacing update, whose new group starts at its minimum; use UpdatePolicy.rollingUpdate()`,
      );
    }
    return found;
  }

  /** CloudFormation sets the sizes of the template at every update of the group unless it is told to leave them. */
  floorConflicts(app: IConstruct): readonly string[] {
    const { group } = this;
    if (group === null) return [];
    const schedules = resourcesOfType<CfnScheduledAction>(app, 'AWS::AutoScaling::ScheduledAction')
      .filter(({ minSize }) => minSize !== undefined)
      .filter((one) => isNamed(one.autoScalingGroupName, group, this.named.autoScalingGroupName, one))
      .map(
        ({ node: { path } }) =>
          `${path} sets the minimum of ${group.node.path} too; write its times as a policy of the kind schedule`,
      );
    if (group.cfnOptions.updatePolicy?.autoScalingScheduledAction?.ignoreUnmodifiedGroupSizeProperties === true)
      return schedules;
    const reset = `${group.node.path} has its minimum reset by every deploy that changes it; leave ignoreUnmodifiedSizeProperties at true`;
    return [reset, ...schedules];
  }

  rivals(app: IConstruct): readonly string[] {
    const { autoScalingGroupName: name } = this.named;
    const policies = resourcesOfType<CfnScalingPolicy>(app, 'AWS::AutoScaling::ScalingPolicy');
    const schedules = resourcesOfType<CfnScheduledAction>(app, 'AWS::AutoScaling::ScheduledAction');
    const told = this.group?.node.path ?? `the group "${name}"`;
    return [...policies.filter(scales), ...schedules]
      .filter((native) => isNamed(native.autoScalingGroupName, this.group, name, native))
      .map((native) => `${native.node.path} also scales ${told}, and the two would fight; ${remedy}`);
  }

  private allow(
    scope: Construct,
    grant: CapacityGrant,
    actions: readonly string[],
    reads: typeof describingActions,
  ): void {
    grant.allow({
      actions,
      reads: reads['auto-scaling-group'] ?? [],
      resourceArn: Stack.of(scope).formatArn({
        service: 'autoscaling',
        resource: 'autoScalingGroup:*',
        resourceName: `autoScalingGroupName/${asItIs(this.named.autoScalingGroupName)}`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      construct: this.construct,
      wildcard: 'An Auto Scaling group has a UUID in its ARN that only AWS knows; its name, given in full, is unique.',
    });
  }

  private running(): ReadingInput {
    const metricName = hasWeights(this.group) ? 'GroupInServiceCapacity' : 'GroupInServiceInstances';
    const dimensions = { AutoScalingGroupName: this.named.autoScalingGroupName };
    return { parts: [{ kind: 'cloudwatch', namespace: 'AWS/AutoScaling', metricName, dimensions, stat: 'Average' }] };
  }

  private metric(metricName: string): IMetric {
    const dimensionsMap = { AutoScalingGroupName: this.named.autoScalingGroupName };
    return new Metric({
      namespace: 'AWS/AutoScaling',
      metricName,
      dimensionsMap,
      statistic: 'Average',
      period: oneMinute,
    });
  }

  /** Group metrics are free and off at first. */
  private collect(...metrics: readonly string[]): void {
    const group = this.group;
    if (group === null) return;
    const before = group.metricsCollection;
    group.metricsCollection = Lazy.uncachedAny({
      produce: (context) => withMetrics(context.resolve(before) ?? [], metrics),
    });
  }
}

function withMetrics(collections: readonly MetricsCollection[], ours: readonly string[]): readonly MetricsCollection[] {
  if (collections.some(({ metrics }) => metrics === undefined)) return collections;
  const metrics = new Set([...collections.flatMap((collection) => collection.metrics ?? []), ...ours]);
  return [{ granularity: '1Minute', metrics: [...metrics] }];
}

const remedy = 'remove it, or say coexist: true where both are meant';

/** A forecast that is only made scales nothing. */
function scales({ policyType, predictiveScalingConfiguration }: CfnScalingPolicy): boolean {
  if (policyType !== 'PredictiveScaling') return true;
  return JSON.stringify(predictiveScalingConfiguration ?? {}).includes('ForecastAndScale');
}

function isShifted(group: CfnAutoScalingGroup | null): boolean {
  const policy: unknown = group === null ? undefined : Stack.of(group).resolve(group.availabilityZoneImpairmentPolicy);
  return JSON.stringify(policy)?.toLowerCase().includes('"zonalshiftenabled":true') ?? false;
}

function hasWeights(group: CfnAutoScalingGroup | null): boolean {
  const resolved: unknown = group === null ? undefined : Stack.of(group).resolve(group.mixedInstancesPolicy);
  return JSON.stringify(resolved)?.toLowerCase().includes('"weightedcapacity"') ?? false;
}

/** A name may hold what IAM takes for any text: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html. */
function asItIs(name: string): string {
  return name.replaceAll(/[*?]/g, (any) => `\${${any}}`);
}
