import { replicationGroups } from '../../../adapters/scaling/targets/elasticache/replication-groups.ts';
import { replicas } from '../../../adapters/scaling/targets/elasticache-replicas/elasticache-replicas.ts';
import { replicationGroup } from '../../adapters/scaling/targets/elasticache/fake-elasticache.ts';
import { groupRig } from '../group-rig.ts';
import { everywhere, late, type TargetRig } from '../target-rig.ts';

export function rig(): TargetRig<'elasticache-replicas'> {
  const { fake, readRivals, ...rest } = groupRig('elasticache:replication-group:Replicas');
  return {
    ...rest,
    config: (replicationGroupId, place) => ({ kind: 'elasticache-replicas', ...place, replicationGroupId }),
    make: (names) => {
      for (const name of names) fake.groups.set(name, replicationGroup(name));
    },
    tooMany: 6,
    maker: (at) =>
      late((world) => replicationGroups(replicas, { ...world, clients: everywhere(fake.client, at) }, readRivals)),
  };
}
