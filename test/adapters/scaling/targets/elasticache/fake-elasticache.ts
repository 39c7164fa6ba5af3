import type {
  DecreaseReplicaCountMessage,
  ElastiCacheClient,
  IncreaseReplicaCountMessage,
  ModifyReplicationGroupShardConfigurationMessage,
  ModifyServerlessCacheRequest,
  NodeGroup,
  ReplicationGroup,
  ServerlessCache,
} from '@aws-sdk/client-elasticache';
import { awsError } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';

const pad = (number: number) => String(number).padStart(4, '0');

/** So many nodes of a node group, the primary included. */
export function nodeGroup(id: string, number: number, nodes: number, more: Partial<NodeGroup> = {}): NodeGroup {
  return {
    NodeGroupId: pad(number),
    Status: 'available',
    Slots: '0-100',
    NodeGroupMembers: Array.from({ length: nodes }, (_, index) => ({
      CacheClusterId: `${id}-${pad(number)}-00${index + 1}`,
    })),
    ...more,
  };
}

/** A group with two replicas in each of two node groups. */
export function replicationGroup(id: string, more: Partial<ReplicationGroup> = {}): ReplicationGroup {
  return {
    ReplicationGroupId: id,
    ARN: `arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:${id}`,
    Status: 'available',
    ClusterEnabled: true,
    MultiAZ: 'disabled',
    AutomaticFailover: 'enabled',
    NodeGroups: [nodeGroup(id, 1, 3), nodeGroup(id, 2, 3)],
    ...more,
  };
}

/**
 * ElastiCache in memory, as its API is documented: one change at a time of each thing, nothing that would change nothing, and
 * nothing is done before `settle`. Whether what is asked for is listed before that is documented nowhere: see `listsAtOnce`.
 */
export class FakeElastiCache extends FakeAws<ElastiCacheClient> {
  readonly groups = new Map<string, ReplicationGroup>();
  readonly caches = new Map<string, ServerlessCache>();
  readonly states = new Map<string, string>();
  listsAtOnce = false;
  mostReplicas = 5;
  private readonly after: (() => void)[] = [];

  constructor() {
    super({
      DescribeReplicationGroups: ({ ReplicationGroupId = '' }: { ReplicationGroupId?: string }) => ({
        ReplicationGroups: [this.group(ReplicationGroupId)],
      }),
      DescribeCacheClusters: ({ CacheClusterId = '' }: { CacheClusterId?: string }) => ({
        CacheClusters: [{ CacheClusterId, CacheClusterStatus: this.states.get(CacheClusterId) ?? 'available' }],
      }),
      DescribeServerlessCaches: ({ ServerlessCacheName = '' }: { ServerlessCacheName?: string }) => ({
        ServerlessCaches: [this.cache(ServerlessCacheName)],
      }),
      IncreaseReplicaCount: (input: IncreaseReplicaCountMessage) => this.setReplicas(input, 'increase'),
      DecreaseReplicaCount: (input: DecreaseReplicaCountMessage) => this.setReplicas(input, 'decrease'),
      ModifyReplicationGroupShardConfiguration: (input: ModifyReplicationGroupShardConfigurationMessage) =>
        this.setNodeGroups(input),
      ModifyServerlessCache: (input: ModifyServerlessCacheRequest) => this.modifyCache(input),
    });
  }

  /** What a group has in the dimension that is not changed. */
  beside(id: string, changed: 'node-groups' | 'replicas'): unknown {
    const { NodeGroups = [], ...rest } = this.groups.get(id) ?? {};
    const nodes = [...new Set(NodeGroups.map(({ NodeGroupMembers }) => NodeGroupMembers?.length))];
    return { rest, kept: changed === 'replicas' ? NodeGroups.length : nodes };
  }

  /** All that is under way is done. */
  settle(): void {
    for (const done of this.after.splice(0)) done();
  }

  private group(id: string): ReplicationGroup {
    if (!/^[a-z][a-z0-9-]*$/i.test(id))
      throw awsError('InvalidParameterValueException', 'Invalid replication group id');
    const group = this.groups.get(id);
    if (group === undefined) throw awsError('ReplicationGroupNotFoundFault', `ReplicationGroup ${id} not found.`);
    return group;
  }

  private cache(name: string): ServerlessCache {
    if (!/^[a-z][a-z0-9-]*$/i.test(name)) throw awsError('InvalidParameterValueException', 'Invalid name');
    const cache = this.caches.get(name);
    if (cache === undefined) throw awsError('ServerlessCacheNotFoundFault', `ServerlessCache ${name} not found.`);
    return cache;
  }

  /** Applied when it is settled, or at once where that is what is listed. */
  private change(thing: { Status?: string | undefined }, apply: () => void, done: () => void = () => {}): void {
    const available = String(thing.Status);
    thing.Status = 'modifying';
    if (this.listsAtOnce) apply();
    this.after.push(() => {
      if (!this.listsAtOnce) apply();
      done();
      thing.Status = available;
    });
  }

  private available(id: string): ReplicationGroup {
    const group = this.group(id);
    if (group.Status === 'available') return group;
    throw awsError(
      'InvalidReplicationGroupStateFault',
      `Replication group must be in available state, is ${group.Status}.`,
    );
  }

  private setReplicas(
    { ReplicationGroupId = '', NewReplicaCount: to = -1, ApplyImmediately }: IncreaseReplicaCountMessage,
    way: 'increase' | 'decrease',
  ) {
    const group = this.available(ReplicationGroupId);
    if (ApplyImmediately !== true) throw awsError('InvalidParameterValueException', 'ApplyImmediately must be true');
    if (to > this.mostReplicas)
      throw awsError('InvalidParameterValueException', 'max replicas of a node group exceeded');
    const groups = group.NodeGroups ?? [];
    const now = groups.map(({ NodeGroupMembers = [] }) => NodeGroupMembers.length - 1);
    const isChange = now.every((count) => (way === 'increase' ? to > count : to < count));
    if (!isChange || to < 0) throw awsError('InvalidParameterValueException', `NewReplicaCount must ${way} the count`);
    const made = groups.map(({ NodeGroupId }) => nodeGroup(ReplicationGroupId, Number(NodeGroupId), to + 1));
    const added = made.flatMap((one, index) => one.NodeGroupMembers?.slice((now[index] ?? 0) + 1) ?? []);
    for (const { CacheClusterId = '' } of added) this.states.set(CacheClusterId, 'creating');
    this.change(
      group,
      () => {
        group.NodeGroups = made;
      },
      () => this.states.clear(),
    );
    return { ReplicationGroup: group };
  }

  private setNodeGroups({
    ReplicationGroupId = '',
    NodeGroupCount: to = 0,
    NodeGroupsToRemove,
    ApplyImmediately,
  }: ModifyReplicationGroupShardConfigurationMessage) {
    const group = this.available(ReplicationGroupId);
    if (ApplyImmediately !== true) throw awsError('InvalidParameterValueException', 'ApplyImmediately must be true');
    const now = group.NodeGroups ?? [];
    if (group.ClusterEnabled !== true) throw awsError('InvalidParameterValueException', 'cluster mode is disabled');
    if (to === now.length) throw awsError('InvalidParameterValueException', 'NodeGroupCount must differ');
    if (to < 1) throw awsError('InvalidParameterValueException', 'NodeGroupCount must be at least 1');
    if (to > 90) throw awsError('NodeGroupsPerReplicationGroupQuotaExceededFault', 'exceeds the quota of 90 shards');
    if (to < now.length && NodeGroupsToRemove?.length !== now.length - to) {
      throw awsError('InvalidParameterCombinationException', 'NodeGroupsToRemove or NodeGroupsToRetain is required');
    }
    const kept = now.filter(({ NodeGroupId = '' }) => !NodeGroupsToRemove?.includes(NodeGroupId));
    const added = Array.from({ length: Math.max(0, to - now.length) }, (_, index) =>
      nodeGroup(ReplicationGroupId, now.length + index + 1, 3, { Status: 'creating', Slots: '' }),
    );
    group.PendingModifiedValues = { Resharding: { SlotMigration: { ProgressPercentage: 12.4 } } };
    this.change(
      group,
      () => {
        group.NodeGroups = [...kept, ...added];
      },
      () => {
        delete group.PendingModifiedValues;
        group.NodeGroups = group.NodeGroups?.map((one) => ({ ...one, Status: 'available', Slots: '0-100' }));
      },
    );
    return { ReplicationGroup: group };
  }

  private modifyCache({ ServerlessCacheName = '', CacheUsageLimits }: ModifyServerlessCacheRequest) {
    const cache = this.cache(ServerlessCacheName);
    if (cache.Status !== 'available') {
      throw awsError('InvalidServerlessCacheStateFault', `The cache must be in available state, is ${cache.Status}.`);
    }
    for (const [limit, most] of [
      [CacheUsageLimits?.ECPUPerSecond, 15_000_000],
      [CacheUsageLimits?.DataStorage, 5000],
    ] as const) {
      const { Minimum = 0, Maximum = most } = limit ?? {};
      if (Minimum > (Maximum === 0 ? most : Maximum)) {
        throw awsError('InvalidParameterValueException', 'Minimum is above the max.');
      }
    }
    this.change(cache, () => {
      cache.CacheUsageLimits = structuredClone(CacheUsageLimits);
    });
    return { ServerlessCache: cache };
  }
}
