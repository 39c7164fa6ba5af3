import { Stack } from 'aws-cdk-lib';
import type { CfnDBCluster, IDatabaseCluster } from 'aws-cdk-lib/aws-rds';
import type { Construct, IConstruct } from 'constructs';
import { describingActions } from '../../../../core/scaling/config/observing.ts';
import { readersRights } from '../../../../core/scaling/config/readers-rights.ts';
import { clusterArn, knownCluster, type NamedDbCluster } from '../aurora/named-cluster.ts';
import { nativeScaling } from '../native-scaling.ts';
import { requireOwnPlace } from '../own-place.ts';
import type { BoundTarget, CapacityGrant, ScalingTarget } from '../scaling-target.ts';

/**
 * The readers of an Aurora cluster, those that others have made included. Application Auto Scaling makes the others, each of the
 * class of the writer, and removes none but its own.
 */
export class AuroraReadersTarget implements ScalingTarget {
  readonly construct: CfnDBCluster | null;
  private readonly named: NamedDbCluster;

  constructor(cluster: IDatabaseCluster | NamedDbCluster) {
    const { named, resource } = knownCluster(cluster);
    this.named = named;
    this.construct = resource;
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
