import { ModifyReplicationGroupShardConfigurationCommand, type NodeGroup } from '@aws-sdk/client-elasticache';
import { Refusal } from '../../../../core/model/errors.ts';
import { unitLimits } from '../../../../core/scaling/config/target-limits.ts';
import { type Dimension, requireOwnGroup } from '../elasticache/replication-groups.ts';

/**
 * Node groups of a cluster. Their slots are moved while they serve, which takes minutes to hours. No key is lost by that, as
 * long as what stays has room; ElastiCache refuses where it has not.
 */
export const nodeGroups: Dimension = {
  scaled: 'elasticache:replication-group:NodeGroups',
  unit: 'node groups',
  units(told, { group }) {
    requireOwnGroup(told, group);
    if (group.ClusterEnabled !== true) {
      throw new Refusal(`${told} is not a cluster, so it always has one node group; remove the scalable`);
    }
    const staying = (group.NodeGroups ?? []).filter(({ Status }) => Status !== 'deleting');
    const serving = group.Status === 'available' ? staying : staying.filter(hasSlots);
    return {
      asked: staying.length,
      running: serving.length,
      ...unitLimits['elasticache-node-groups'],
      voidBecause: null,
    };
  },
  change({ ReplicationGroupId, NodeGroups = [] }, { from, to }) {
    const input = { ReplicationGroupId, NodeGroupCount: to, ApplyImmediately: true };
    const NodeGroupsToRemove = to < from ? newestOf(NodeGroups, from - to) : undefined;
    const command = new ModifyReplicationGroupShardConfigurationCommand({ ...input, NodeGroupsToRemove });
    return (client, abortSignal) => client.send(command, { abortSignal });
  },
};

/** One that has none yet serves nothing. */
function hasSlots({ Slots = '' }: NodeGroup): boolean {
  return Slots !== '';
}

/** Those with the highest names: which go makes no difference to keys, and so the same are named however often it is asked. */
function newestOf(all: readonly NodeGroup[], count: number): string[] {
  const names = all.filter(({ Status }) => Status !== 'deleting').map(({ NodeGroupId = '' }) => NodeGroupId);
  return names.sort().slice(-count);
}
