import type { CloudWatchClient, GetMetricDataInput } from '@aws-sdk/client-cloudwatch';
import type { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { expect, it } from 'vitest';
import { findCaches } from '../../../adapters/caching/find-caches.ts';
import { awsError } from '../aws-error.ts';
import { FakeAws } from '../fake-aws.ts';

/** So many groups of two nodes, in pages of 100; the second node of each was the fuller one. */
function anAccount(count: number) {
  const groups = Array.from({ length: count }, (_, index) => ({
    ...{
      ReplicationGroupId: `g${index}`,
      Status: index === 1 ? 'deleting' : 'available',
      CacheNodeType: 'cache.r7g.large',
    },
    ...{ Engine: 'valkey', TransitEncryptionEnabled: true, UserGroupIds: ['users'] },
    MemberClusters: [`g${index}-001`, `g${index}-002`],
  }));
  const elastiCache = new FakeAws<ElastiCacheClient>({
    DescribeReplicationGroups: ({ Marker = '0' }: { Marker?: string }) => {
      const to = Number(Marker) + 100;
      return { ReplicationGroups: groups.slice(Number(Marker), to), ...(to < count && { Marker: String(to) }) };
    },
  });
  const metrics = new FakeAws<CloudWatchClient>({
    GetMetricData: ({ MetricDataQueries = [] }: GetMetricDataInput) => {
      if (MetricDataQueries.length > 500) throw awsError('ValidationError', 'at most 500 queries');
      const MetricDataResults = MetricDataQueries.map(({ Id, MetricStat }) => {
        const { MetricName, Dimensions: [{ Value = '' } = {}] = [] } = MetricStat?.Metric ?? {};
        const isFull = MetricName === 'DatabaseMemoryUsagePercentage';
        return { Id, Values: isFull ? [Value.endsWith('2') ? 80 : 40, 30] : MetricName === 'Evictions' ? [] : [7, 3] };
      });
      return { MetricDataResults };
    },
  });
  return { elastiCache, metrics };
}

it('caches are found page by page, and each is told by all of its nodes', async () => {
  const { elastiCache, metrics } = anAccount(150);
  const clients = { elastiCache: elastiCache.client, metrics: metrics.client };
  const found = await findCaches(clients, { region: null, days: 2, nowMs: 1e12 });
  expect(found.map(({ name }) => name)).toHaveLength(149);
  expect(found[0]).toEqual({
    ...{ name: 'g0', region: null, engine: 'valkey', nodeType: 'cache.r7g.large', nodes: 2, hasTls: true },
    ...{ hasLogin: true, days: 2, fullestPercent: 80, evictions: 0, hits: 20, misses: 20 },
  });
  expect(metrics.called('GetMetricData')).toBe(3);
});
