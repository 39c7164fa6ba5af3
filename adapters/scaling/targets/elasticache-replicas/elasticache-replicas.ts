import { DecreaseReplicaCountCommand, IncreaseReplicaCountCommand } from '@aws-sdk/client-elasticache';
import { unitLimits } from '../../../../core/scaling/config/target-limits.ts';
import { nodesOf } from '../elasticache/group-told.ts';
import type { Dimension } from '../elasticache/replication-groups.ts';

/** Replicas of each node group. With Multi-AZ, or where it fails over by itself, one has to stay. */
export const replicas: Dimension = {
  scaled: 'elasticache:replication-group:Replicas',
  unit: 'replicas',
  units(_, seen) {
    const { NodeGroups = [], MultiAZ, AutomaticFailover, ClusterEnabled } = seen.group;
    const counts = NodeGroups.map((one) => nodesOf(one, seen));
    const asked = counts.map((one) => Math.max(0, one.asked - 1));
    const isAlike = new Set(asked).size <= 1;
    const needsOne = MultiAZ === 'enabled' || (ClusterEnabled !== true && AutomaticFailover === 'enabled');
    return {
      asked: Math.max(0, ...asked),
      running: Math.max(0, Math.min(...counts.map((one) => one.running - 1))),
      min: needsOne ? 1 : 0,
      max: unitLimits['elasticache-replicas'].max,
      voidBecause: isAlike ? null : unlike(asked),
    };
  },
  change: ({ ReplicationGroupId }, { from, to }) => {
    const input = { ReplicationGroupId, NewReplicaCount: to, ApplyImmediately: true };
    return (client, abortSignal) =>
      to > from
        ? client.send(new IncreaseReplicaCountCommand(input), { abortSignal })
        : client.send(new DecreaseReplicaCountCommand(input), { abortSignal });
  },
};

function unlike(counts: readonly number[]) {
  const says = 'its node groups have {counts} replicas, and one count is asked for all; make them alike first';
  return { says, counts: counts.join(', ') };
}
