import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { Construct, type IConstruct } from 'constructs';
import { describingActions } from '../../../../core/scaling/config/observing.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import { nativeScaling } from '../native-scaling.ts';
import { type NamedPlace, requireOwnPlace } from '../own-place.ts';
import type { BoundTarget, CapacityGrant, ScalingTarget } from '../scaling-target.ts';

/** A replication group that is known by its name alone. */
export interface NamedReplicationGroup extends NamedPlace {
  readonly replicationGroupId: string;
}

/** What of a replication group is scaled. */
interface Dimension {
  readonly kind: 'elasticache-node-groups' | 'elasticache-replicas';
  readonly scaled: string;
  /** What changes it. */
  readonly actions: readonly string[];
}

const nodesHaveNames = 'ElastiCache names the nodes of a group itself, and only they tell which of them serve.';

/** A replication group of ElastiCache, by one of its dimensions. */
export abstract class ReplicationGroupTarget implements ScalingTarget {
  readonly construct: CfnReplicationGroup | null;
  private readonly named: NamedReplicationGroup;
  private readonly dimension: Dimension;

  protected constructor(group: CfnReplicationGroup | NamedReplicationGroup, dimension: Dimension) {
    const made = Construct.isConstruct(group);
    this.construct = made ? (group as CfnReplicationGroup) : null;
    this.named = made ? { replicationGroupId: group.ref } : (group as NamedReplicationGroup);
    this.dimension = dimension;
  }

  /** Allows to describe the group and its nodes, and to change this one count of it. */
  bind(scope: Construct, grant: CapacityGrant): BoundTarget {
    const { replicationGroupId, account = null, region = null } = this.named;
    requireOwnPlace(scope, this.named);
    const { construct } = this;
    const { kind, actions } = this.dimension;
    grant.allow({
      actions: ['elasticache:DescribeReplicationGroups', ...actions],
      reads: describingActions[kind] ?? [],
      resourceArn: arnOf(scope, 'replicationgroup', replicationGroupId),
      construct,
      wildcard: null,
    });
    grant.allow({
      actions: ['elasticache:DescribeCacheClusters'],
      resourceArn: arnOf(scope, 'cluster', `${replicationGroupId}-*`),
      construct,
      wildcard: nodesHaveNames,
    });
    const config: TargetConfig = { kind, account, region, replicationGroupId };
    return { config, running: null, asked: null };
  }

  /** A deploy that leaves the count in the template as it is sets nothing. */
  conflicts(): readonly string[] {
    return [];
  }

  rivals(app: IConstruct): readonly string[] {
    const { replicationGroupId } = this.named;
    return nativeScaling(app, {
      resource: this.construct,
      resourceId: `replication-group/${replicationGroupId}`,
      scalableDimension: this.dimension.scaled,
      told: this.construct?.node.path ?? `the replication group "${replicationGroupId}"`,
    });
  }
}

function arnOf(scope: Construct, resource: string, resourceName: string): string {
  return Stack.of(scope).formatArn({
    service: 'elasticache',
    resource,
    resourceName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
