import {
  DescribeCacheClustersCommand,
  DescribeReplicationGroupsCommand,
  type ElastiCacheClient,
  type NodeGroup,
  type ReplicationGroup,
} from '@aws-sdk/client-elasticache';
import { Refusal } from '../../../../core/model/errors.ts';
import type { Because } from '../../../../core/model/reason.ts';

type Client = Pick<ElastiCacheClient, 'send'>;

/** A replication group as ElastiCache tells of it. */
export interface GroupTold {
  readonly group: ReplicationGroup;
  /** The state of each of its nodes, by its name; null where all of the group is available. */
  readonly nodes: ReadonlyMap<string, string> | null;
}

/** What is told where there is none. */
export const gone = (told: string) => new Refusal(`${told} does not exist; correct its name or remove the scalable`);

/**
 * Reads one replication group, and while it is not available each of its nodes: the group does not tell which of them serve.
 * Rejects with `ReplicationGroupNotFoundFault` where there is none.
 */
export async function readGroup(client: Client, id: string, abortSignal: AbortSignal): Promise<GroupTold | null> {
  const { ReplicationGroups: [group] = [] } = await client.send(
    new DescribeReplicationGroupsCommand({ ReplicationGroupId: id }),
    { abortSignal },
  );
  if (group === undefined) return null;
  const nodes = group.Status === 'available' ? null : await statesOf(client, group, abortSignal);
  return { group, nodes };
}

async function statesOf(client: Client, group: ReplicationGroup, abortSignal: AbortSignal) {
  const names = nodeNames(group);
  const states = await Promise.all(names.map((name) => stateOf(client, name, abortSignal)));
  return new Map(names.map((name, index) => [name, states[index] ?? 'deleted']));
}

/** `deleted` where a node that was listed just now is gone. */
async function stateOf(client: Client, CacheClusterId: string, abortSignal: AbortSignal): Promise<string> {
  try {
    const { CacheClusters: [node] = [] } = await client.send(new DescribeCacheClustersCommand({ CacheClusterId }), {
      abortSignal,
    });
    return node?.CacheClusterStatus ?? 'deleted';
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('CacheClusterNotFound')) return 'deleted';
    throw error;
  }
}

function nodeNames({ NodeGroups = [] }: ReplicationGroup): readonly string[] {
  return NodeGroups.flatMap(({ NodeGroupMembers = [] }) => NodeGroupMembers.map((one) => one.CacheClusterId ?? ''));
}

/** How many nodes of a node group are to stay, and how many of them serve. */
export function nodesOf({ NodeGroupMembers = [] }: NodeGroup, { nodes }: GroupTold) {
  const states = NodeGroupMembers.map(({ CacheClusterId = '' }) => nodes?.get(CacheClusterId) ?? 'available');
  const staying = states.filter((state) => !/^delet/.test(state));
  return { asked: staying.length, running: staying.filter((state) => state !== 'creating').length };
}

/**
 * Why nothing can be asked of it just now; null where something can. Throws `Refusal` where that will never be so.
 * `Status`: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html.
 */
export function busyBecause(
  told: string,
  { Status = 'unknown', PendingModifiedValues }: ReplicationGroup,
): Because | null {
  if (Status === 'available') return null;
  if (Status === 'deleting' || Status === 'create-failed') {
    throw new Refusal(`${told} is ${Status}; remove the scalable`);
  }
  const moved = PendingModifiedValues?.Resharding?.SlotMigration?.ProgressPercentage;
  const says = '{told} is {status}, and takes one change at a time';
  if (moved === undefined) return { says, told, status: Status };
  return { says: `${says}; {percent} % of its slots are moved`, told, status: Status, percent: Math.round(moved) };
}
