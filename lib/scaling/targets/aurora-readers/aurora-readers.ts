import { Stack } from 'aws-cdk-lib';
import type { CfnDBCluster, IDatabaseCluster } from 'aws-cdk-lib/aws-rds';
import type { Construct, IConstruct } from 'constructs';
import { InvalidInput } from '../../../../core/model/errors.ts';
import { describingActions } from '../../../../core/scaling/config/observing.ts';
import { readersRights } from '../../../../core/scaling/config/readers-rights.ts';
import { clusterArn, instanceArn, knownCluster, type NamedDbCluster } from '../aurora/named-cluster.ts';
import { nativeScaling } from '../native-scaling.ts';
import { requireOwnPlace } from '../own-place.ts';
import type { BoundTarget, CapacityGrant, ScalingTarget } from '../scaling-target.ts';

/** What may be said of readers that are scaled. */
export interface AuroraReadersTargetOptions {
  /**
   * The names of the instances of the cluster, where their class may be changed.
   * @default - those of a cluster of this app
   */
  readonly sizedAs?: { readonly instanceIdentifiers: readonly string[] };
}

/**
 * The readers of an Aurora cluster, those that others have made included. Application Auto Scaling makes the others, each of the
 * class of the writer, and removes none but its own.
 */
export class AuroraReadersTarget implements ScalingTarget {
  readonly construct: CfnDBCluster | null;
  private readonly named: NamedDbCluster;
  private readonly instances: readonly string[];

  constructor(cluster: IDatabaseCluster | NamedDbCluster, { sizedAs }: AuroraReadersTargetOptions = {}) {
    const { named, resource } = knownCluster(cluster);
    this.named = named;
    this.construct = resource;
    this.instances =
      sizedAs?.instanceIdentifiers ?? ('instanceIdentifiers' in cluster ? cluster.instanceIdentifiers : []);
  }

  /** Allows to describe this cluster and to register it with Application Auto Scaling, and what that asks of whoever does. */
  bind(scope: Construct, grant: CapacityGrant): BoundTarget {
    const { dbClusterIdentifier, account = null, region = null } = this.named;
    const { construct } = this;
    requireOwnPlace(scope, this.named);
    grant.allow({
      actions: ['rds:DescribeDBClusters'],
      reads: describingActions['aurora-readers'] ?? [],
      resourceArn: clusterArn(scope, dbClusterIdentifier),
      ...{ construct, wildcard: null },
    });
    for (const right of readersRights(Stack.of(scope))) grant.allow({ ...right, construct, askedBy: 'target' });
    const config = { kind: 'aurora-readers' as const, account, region, dbClusterIdentifier };
    return { config, running: null, asked: null };
  }

  /** Reading takes no more than scaling does. Throws `InvalidInput` where the class is to be changed of instances that are not known. */
  bindSizes(scope: Construct, _: CapacityGrant, changing: CapacityGrant | null): void {
    if (changing === null) return;
    if (this.instances.length === 0) {
      const says =
        '"on" needs the names of the instances of the cluster, which are not known here; give the target sizedAs: { instanceIdentifiers }, or write "recommend"';
      throw new InvalidInput('sizes.change', says);
    }
    const none = { construct: null };
    const arn = clusterArn(scope, this.named.dbClusterIdentifier);
    changing.allow({ ...none, actions: ['rds:FailoverDBCluster'], resourceArn: arn, wildcard: null });
    const actions = ['rds:FailoverDBCluster', 'rds:ModifyDBInstance'];
    for (const name of this.instances)
      changing.allow({ ...none, actions, resourceArn: instanceArn(scope, name), wildcard: null });
    const wildcard =
      'Application Auto Scaling names the readers that it makes, with this prefix; no condition says of which cluster.';
    changing.allow({ ...none, actions, resourceArn: instanceArn(scope, 'application-autoscaling-*'), wildcard });
  }

  /** Instances that a template makes stay as they are: they are none of those that Application Auto Scaling makes. */
  conflicts(): readonly string[] {
    return [];
  }

  rivals(app: IConstruct): readonly string[] {
    const { dbClusterIdentifier } = this.named;
    return nativeScaling(app, {
      resource: this.construct,
      resourceId: `cluster:${dbClusterIdentifier}`,
      scalableDimension: 'rds:cluster:ReadReplicaCount',
      told: this.construct?.node.path ?? `the cluster "${dbClusterIdentifier}"`,
    });
  }
}
