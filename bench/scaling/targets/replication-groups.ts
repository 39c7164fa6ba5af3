import { nativeRivals, nativeSweeps } from '../../../adapters/scaling/targets/any-kind/native-rivals.ts';
import { type Dimension, replicationGroups } from '../../../adapters/scaling/targets/elasticache/replication-groups.ts';
import { type Input, sender } from '../sender.ts';
import { type BenchTarget, everywhere } from './any-kind.ts';
import { scaledByPolicies } from './scaled-by-policies.ts';

/** Replication groups by one of their dimensions, as they are measured. */
export function benchGroups<K extends 'elasticache-node-groups' | 'elasticache-replicas'>(
  kind: K,
  dimension: Dimension,
): BenchTarget<K> {
  return {
    config: (replicationGroupId) =>
      ({ kind, account: null, region: null, replicationGroupId }) as ReturnType<BenchTarget<K>['config']>,
    make(reads) {
      const clients = everywhere(sender({ DescribeReplicationGroups: groups }, reads, ['DescribeReplicationGroups']));
      const native = everywhere(sender(scaledByPolicies, reads, Object.keys(scaledByPolicies)));
      const sweeps = nativeSweeps();
      const readRivals = async () => (leftMs: () => number) => nativeRivals({ clients: native, sweeps, leftMs });
      return (world) => replicationGroups(dimension, { ...world, clients }, readRivals);
    },
  };
}

function groups({ ReplicationGroupId }: Input): object {
  const members = (group: number) =>
    Array.from({ length: 5 }, (_, node) => ({ CacheClusterId: `${ReplicationGroupId}-${group}-${node}` }));
  const NodeGroups = [1, 2, 3, 4].map((group) => ({ NodeGroupId: String(group), NodeGroupMembers: members(group) }));
  return { ReplicationGroups: [{ ReplicationGroupId, Status: 'available', ClusterEnabled: true, NodeGroups }] };
}
