import {
  DescribeReplicationGroupsCommand,
  ListTagsForResourceCommand,
  type ReplicationGroup,
} from '@aws-sdk/client-elasticache';
import type { CacheGroup, GroupFacts } from '../../../core/scaling/checkup/targets/replication-group.ts';
import type { AccountReader } from '../../aws/account-reader.ts';
import { asked } from '../../aws/asked.ts';
import { nativeRivals, nativeSweeps } from '../targets/any-kind/native-rivals.ts';
import { type GroupDimension, scaledGroup } from '../targets/elasticache/rivals.ts';
import { type Checked, type FactsWorld, leftMs } from './facts-world.ts';

type Kind = 'elasticache-node-groups' | 'elasticache-replicas';

/** Reads what is checked of a replication group, in three to five calls. */
export function groupFactsOf(dimension: GroupDimension) {
  return async ({ target }: Checked<Kind>, { readerIn, abortSignal }: FactsWorld): Promise<GroupFacts> => {
    const reader = readerIn(target.region);
    const [group, rivals] = await Promise.all([
      asked('elasticache:DescribeReplicationGroups', () => read(reader, target.replicationGroupId, abortSignal)),
      asked('application-autoscaling:Describe*', () => {
        const clients = { reader: () => reader.applicationAutoScaling };
        const { region } = target;
        return nativeRivals({ clients, sweeps: nativeSweeps(), leftMs })({
          region,
          scaled: scaledGroup(dimension, target),
        });
      }),
    ]);
    return { target, group, rivals };
  };
}

async function read(reader: AccountReader, ReplicationGroupId: string, abortSignal: AbortSignal) {
  try {
    const command = new DescribeReplicationGroupsCommand({ ReplicationGroupId });
    const { ReplicationGroups: [group] = [] } = await reader.elastiCache.send(command, { abortSignal });
    return group === undefined ? null : await groupOf(reader, group, abortSignal);
  } catch (error) {
    if (error instanceof Error && error.name === 'ReplicationGroupNotFoundFault') return null;
    throw error;
  }
}

async function groupOf(reader: AccountReader, group: ReplicationGroup, signal: AbortSignal): Promise<CacheGroup> {
  const { ARN: arn = '', UserGroupIds = [] } = group;
  return {
    arn,
    tags: await cacheTags(reader, arn, signal),
    status: group.Status ?? 'unknown',
    isCluster: group.ClusterEnabled === true,
    isMultiAz: group.MultiAZ === 'enabled',
    hasTls: group.TransitEncryptionEnabled === true,
    hasLogin: group.AuthTokenEnabled === true || UserGroupIds.length > 0,
  };
}

/** The tags of something of ElastiCache. */
export async function cacheTags({ elastiCache }: AccountReader, ResourceName: string, abortSignal: AbortSignal) {
  const { TagList = [] } = await elastiCache.send(new ListTagsForResourceCommand({ ResourceName }), { abortSignal });
  return Object.fromEntries(TagList.map(({ Key = '', Value = '' }) => [Key, Value]));
}
