import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import {
  DescribeReplicationGroupsCommand,
  type ElastiCacheClient,
  type ReplicationGroup,
} from '@aws-sdk/client-elasticache';
import type { FoundCache } from '../../core/caching/found-cache.ts';
import { allPages } from '../aws/all-pages.ts';

/** Clients that only read. */
interface Clients {
  readonly elastiCache: Pick<ElastiCacheClient, 'send'>;
  readonly metrics: Pick<CloudWatchClient, 'send'>;
}

interface Asked {
  readonly region: string | null;
  readonly days: number;
  readonly nowMs: number;
}

const daySeconds = 86_400;
/** What is read of each node, by what becomes of several points of it. */
const read = {
  fullestPercent: ['DatabaseMemoryUsagePercentage', 'Maximum'],
  evictions: ['Evictions', 'Sum'],
  hits: ['CacheHits', 'Sum'],
  misses: ['CacheMisses', 'Sum'],
} as const;
type Read = keyof typeof read;
const names = Object.keys(read) as Read[];
/** How many nodes fit into the 500 queries of one call. */
const nodesAtOnce = 500 / names.length;

/** Every replication group of an account and Region that is there, with what its nodes did in the last days. */
export async function findCaches(clients: Clients, asked: Asked): Promise<readonly FoundCache[]> {
  const groups = await allPages(async (Marker) => {
    const told = await clients.elastiCache.send(new DescribeReplicationGroupsCommand({ MaxRecords: 100, Marker }));
    return { items: told.ReplicationGroups, next: told.Marker };
  });
  const standing = groups.filter(({ Status }) => Status !== 'deleting' && Status !== 'create-failed');
  const points = await pointsOf(clients.metrics, standing.flatMap(nodesOf), asked);
  return standing.map((group) => cacheOf(group, points, asked));
}

/** Points by node and what is read of it. */
type Points = ReadonlyMap<string, readonly number[]>;

const nodesOf = ({ MemberClusters = [] }: ReplicationGroup) => MemberClusters;
const keyOf = (node: string, name: Read) => `${node} ${name}`;

async function pointsOf(client: Clients['metrics'], nodes: readonly string[], { days, nowMs }: Asked): Promise<Points> {
  const found = new Map<string, number[]>();
  const [StartTime, EndTime] = [new Date(nowMs - days * daySeconds * 1000), new Date(nowMs)];
  for (let from = 0; from < nodes.length; from += nodesAtOnce) {
    const wanted = nodes.slice(from, from + nodesAtOnce).flatMap((node) => names.map((name) => ({ node, name })));
    const MetricDataQueries = wanted.map(({ node, name }, index) => queryOf(node, name, index));
    const results = await allPages(async (NextToken) => {
      const told = await client.send(
        new GetMetricDataCommand({ MetricDataQueries, StartTime, EndTime, ...(NextToken && { NextToken }) }),
      );
      return { items: told.MetricDataResults, next: told.NextToken };
    });
    for (const { Id = '', Values = [] } of results) {
      const one = wanted[Number(Id.slice(1))];
      if (one === undefined) continue;
      const key = keyOf(one.node, one.name);
      found.set(key, [...(found.get(key) ?? []), ...Values]);
    }
  }
  return found;
}

function queryOf(node: string, name: Read, index: number): MetricDataQuery {
  const [MetricName, Stat] = read[name];
  const Dimensions = [{ Name: 'CacheClusterId', Value: node }];
  return {
    Id: `q${index}`,
    MetricStat: { Metric: { Namespace: 'AWS/ElastiCache', MetricName, Dimensions }, Period: daySeconds, Stat },
  };
}

function cacheOf(group: ReplicationGroup, points: Points, { region, days }: Asked): FoundCache {
  const nodes = nodesOf(group);
  const all = (name: Read) => nodes.flatMap((node) => points.get(keyOf(node, name)) ?? []);
  const sum = (name: Read) => all(name).reduce((total, one) => total + one, 0);
  const fullest = all('fullestPercent');
  return {
    name: group.ReplicationGroupId ?? '',
    region,
    engine: group.Engine ?? 'redis',
    nodeType: group.CacheNodeType ?? '',
    nodes: nodes.length,
    hasTls: group.TransitEncryptionEnabled === true,
    hasLogin: group.AuthTokenEnabled === true || (group.UserGroupIds ?? []).length > 0,
    days,
    fullestPercent: fullest.length === 0 ? null : Math.max(...fullest),
    ...{ evictions: sum('evictions'), hits: sum('hits'), misses: sum('misses') },
  };
}
