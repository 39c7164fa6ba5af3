import { replicationGroups } from '../../../adapters/scaling/targets/elasticache/replication-groups.ts';
import { scaledGroup } from '../../../adapters/scaling/targets/elasticache/rivals.ts';
import { nodeGroups } from '../../../adapters/scaling/targets/elasticache-node-groups/elasticache-node-groups.ts';
import { FakeApplicationAutoScaling } from '../../adapters/scaling/targets/any-kind/fake-application-auto-scaling.ts';
import { FakeElastiCache, replicationGroup } from '../../adapters/scaling/targets/elasticache/fake-elasticache.ts';
import { nativeRig } from '../native-rig.ts';
import { everywhere, late, type TargetRig, type Tried } from '../target-rig.ts';

export const tried: Tried = {
  unit: 'a node group (shard)',
  calls: ['elasticache:ModifyReplicationGroupShardConfiguration'],
  miniStack: 'read alone: it has no such change',
  moto: 'no',
  shapes: 'all of the change: slots that move, which groups go, quotas, global datastores, rivals',
  dimensions: ['elasticache:replication-group:NodeGroups'],
};

export function rig(): TargetRig<'elasticache-node-groups'> {
  const fake = new FakeElastiCache();
  const native = new FakeApplicationAutoScaling();
  const readRivals = native.readRivals();
  const status = (Status: string) => (name: string) => fake.groups.set(name, replicationGroup(name, { Status }));
  return {
    service: fake,
    reads: 'DescribeReplicationGroups',
    changes: 'ModifyReplicationGroupShardConfiguration',
    attempt: 'DescribeReplicationGroups',
    most: 1,
    config: (replicationGroupId, place) => ({ kind: 'elasticache-node-groups', ...place, replicationGroupId }),
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
    beside: (name) => fake.beside(name, 'node-groups'),
    spoiler: 'no such name!',
    rivals: nativeRig(native, (replicationGroupId) =>
      scaledGroup('elasticache:replication-group:NodeGroups', { replicationGroupId }),
    ),
    tooMany: 91,
    maker: (at) =>
      late((world) => replicationGroups(nodeGroups, { ...world, clients: everywhere(fake.client, at) }, readRivals)),
  };
}
