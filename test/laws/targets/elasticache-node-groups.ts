import { replicationGroups } from '../../../adapters/scaling/targets/elasticache/replication-groups.ts';
import { nodeGroups } from '../../../adapters/scaling/targets/elasticache-node-groups/elasticache-node-groups.ts';
import { replicationGroup } from '../../adapters/scaling/targets/elasticache/fake-elasticache.ts';
import { groupRig } from '../group-rig.ts';
import { everywhere, late, type TargetRig } from '../target-rig.ts';

export function rig(): TargetRig<'elasticache-node-groups'> {
  const { fake, readRivals, ...rest } = groupRig('elasticache:replication-group:NodeGroups');
  return {
    ...rest,
    config: (replicationGroupId, place) => ({ kind: 'elasticache-node-groups', ...place, replicationGroupId }),
    make: (names) => {
      for (const name of names) fake.groups.set(name, replicationGroup(name));
    },
    tooMany: 91,
    maker: (at) =>
      late((world) => replicationGroups(nodeGroups, { ...world, clients: everywhere(fake.client, at) }, readRivals)),
  };
}
