import type { IDatabaseCluster } from 'aws-cdk-lib/aws-rds';
import type { Construct, IConstruct } from 'constructs';
import type { CapacityLimit } from '../../../../core/scaling/config/targets/aurora-capacity.ts';
import { clusterArn, knownCluster, type NamedDbCluster } from '../aurora/named-cluster.ts';
import { requireOwnPlace } from '../own-place.ts';
import type { BoundTarget, CapacityGrant, ScalingTarget } from '../scaling-target.ts';

export interface AuroraCapacityOptions {
  /** `MinCapacity`: what each instance keeps ready at least, and is paid for. `MaxCapacity`: what it grows to at most. */
  readonly limit: CapacityLimit;
}

/** One end of the range in which a cluster of Aurora Serverless v2 scales itself. Capacity counts halves of an ACU. */
export class AuroraCapacityTarget implements ScalingTarget {
  readonly construct: IConstruct | null;
  private readonly named: NamedDbCluster;
  private readonly limit: CapacityLimit;

  constructor(cluster: IDatabaseCluster | NamedDbCluster, { limit }: AuroraCapacityOptions) {
    const { named, resource } = knownCluster(cluster);
    this.named = named;
    this.construct = resource;
    this.limit = limit;
  }

  /** Allows to describe and modify this cluster; IAM has no condition for its range alone. */
  bind(scope: Construct, grant: CapacityGrant): BoundTarget {
    const { dbClusterIdentifier, account = null, region = null } = this.named;
    requireOwnPlace(scope, this.named);
    grant.allow({
      actions: ['rds:DescribeDBClusters', 'rds:ModifyDBCluster'],
      resourceArn: clusterArn(scope, dbClusterIdentifier),
      construct: this.construct,
      wildcard: null,
    });
    const config = { kind: 'aurora-capacity' as const, account, region, dbClusterIdentifier, limit: this.limit };
    return { config, running: null, asked: null };
  }

  /** A deploy that leaves the range in the template as it is sets nothing. */
  conflicts(): readonly string[] {
    return [];
  }
}
