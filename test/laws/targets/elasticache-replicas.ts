import { replicationGroups } from '../../../adapters/scaling/targets/elasticache/replication-groups.ts';
import { scaledGroup } from '../../../adapters/scaling/targets/elasticache/rivals.ts';
import { replicas } from '../../../adapters/scaling/targets/elasticache-replicas/elasticache-replicas.ts';
import { FakeApplicationAutoScaling } from '../../adapters/scaling/targets/any-kind/fake-application-auto-scaling.ts';
import { FakeElastiCache, replicationGroup } from '../../adapters/scaling/targets/elasticache/fake-elasticache.ts';
import { nativeRig } from '../native-rig.ts';
import { everywhere, late, type TargetRig, type Tried } from '../target-rig.ts';

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
  const native = new FakeApplicationAutoScaling();
  const readRivals = native.readRivals();
  const status = (Status: string) => (name: string) => fake.groups.set(name, replicationGroup(name, { Status }));
  return {
    service: fake,
    reads: 'DescribeReplicationGroups',
    changes: 'IncreaseReplicaCount',
    attempt: 'DescribeReplicationGroups',
    most: 1,
    config: (replicationGroupId, place) => ({ kind: 'elasticache-replicas', ...place, replicationGroupId }),
    make: (names) => {
      for (const name of names) fake.groups.set(name, replicationGroup(name));
    },
    remove: (name) => fake.groups.delete(name),
    settle: () => fake.settle(),
    busy: {
      'that is being made': status('creating'),
      'that is being changed': status('modifying'),
      'of which a copy is made': status('snapshotting'),
    },
    going: { 'that is being deleted': status('deleting'), 'that was never made': status('create-failed') },
    beside: (name) => fake.beside(name, 'replicas'),
    spoiler: 'no such name!',
    rivals: nativeRig(native, (replicationGroupId) =>
      scaledGroup('elasticache:replication-group:Replicas', { replicationGroupId }),
    ),
    tooMany: 10,
    maker: (at) =>
      late((world) => replicationGroups(replicas, { ...world, clients: everywhere(fake.client, at) }, readRivals)),
  };
}
