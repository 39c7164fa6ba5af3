import { replicas } from '../../../adapters/scaling/targets/elasticache-replicas/elasticache-replicas.ts';
import { FakeElastiCache } from '../../adapters/scaling/targets/elasticache/fake-elasticache.ts';
import { replicationGroupRig } from '../replication-group-rig.ts';
import type { TargetRig, Tried } from '../target-rig.ts';

export const tried: Tried = {
  unit: 'a replica of each node group',
  calls: ['elasticache:IncreaseReplicaCount', 'elasticache:DecreaseReplicaCount'],
  miniStack: 'replicas of a group are read and changed, at once',
  moto: 'no',
  shapes: 'nodes that are made or leave, one change at a time, Multi-AZ, quotas, node groups that differ, rivals',
  dimensions: ['elasticache:replication-group:Replicas'],
};

export function rig(): TargetRig<'elasticache-replicas'> {
  const fake = new FakeElastiCache();
  // As many as laws ask for, of whatever kind.
  fake.mostReplicas = 9;
  return replicationGroupRig(fake, {
    ...{ kind: 'elasticache-replicas', dimension: replicas, besides: 'replicas', tooMany: 10 },
    changes: 'IncreaseReplicaCount',
  });
}
