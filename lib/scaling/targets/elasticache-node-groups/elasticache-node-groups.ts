import type { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { type NamedReplicationGroup, ReplicationGroupTarget } from '../elasticache/replication-group-target.ts';

/** The node groups of a replication group in cluster mode, which keys are spread over. Capacity counts them. */
export class ElastiCacheNodeGroupsTarget extends ReplicationGroupTarget {
  constructor(group: CfnReplicationGroup | NamedReplicationGroup) {
    super(group, {
      kind: 'elasticache-node-groups',
      scaled: 'elasticache:replication-group:NodeGroups',
      actions: ['elasticache:ModifyReplicationGroupShardConfiguration'],
    });
  }
}
