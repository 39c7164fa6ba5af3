import { nodeGroups } from '../../../adapters/scaling/targets/elasticache-node-groups/elasticache-node-groups.ts';
import { FakeElastiCache } from '../../adapters/scaling/targets/elasticache/fake-elasticache.ts';
import { replicationGroupRig } from '../replication-group-rig.ts';
import type { TargetRig, Tried } from '../target-rig.ts';

export const tried: Tried = {
  unit: 'a node group (shard)',
  calls: ['elasticache:ModifyReplicationGroupShardConfiguration'],
  miniStack: 'read alone: it has no such change',
  moto: 'no',
  shapes: 'all of the change: slots that move, which groups go, quotas, global datastores, rivals',
  dimensions: ['elasticache:replication-group:NodeGroups'],
};

export function rig(): TargetRig<'elasticache-node-groups'> {
  return replicationGroupRig(new FakeElastiCache(), {
    ...{ kind: 'elasticache-node-groups', dimension: nodeGroups, besides: 'node-groups', tooMany: 91 },
    changes: 'ModifyReplicationGroupShardConfiguration',
  });
}
