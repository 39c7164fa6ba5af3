import type { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { type NamedReplicationGroup, ReplicationGroupTarget } from '../elasticache/replication-group-target.ts';

/** The replicas of each node group of a replication group, which answer reads. Capacity counts them, without the primary. */
export class ElastiCacheReplicasTarget extends ReplicationGroupTarget {
  constructor(group: CfnReplicationGroup | NamedReplicationGroup) {
    super(group, {
      kind: 'elasticache-replicas',
      scaled: 'elasticache:replication-group:Replicas',
      actions: ['elasticache:DecreaseReplicaCount', 'elasticache:IncreaseReplicaCount'],
    });
  }
}
