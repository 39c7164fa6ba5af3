import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import type { RDSClient } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { cachesSeen, databasesSeen } from '../../../../adapters/scaling/trying/data-seen.ts';
import { FakeAws } from '../../fake-aws.ts';

const gb = 2 ** 30;
const values: Readonly<Record<string, readonly number[]>> = {
  CPUUtilization: [10, 30, 20],
  FreeableMemory: [24 * gb, 16 * gb, 20 * gb],
  FreeStorageSpace: Array.from({ length: 48 }, (_, hour) => (60 - hour / 4) * gb),
  EngineCPUUtilization: [5, 12],
  DatabaseMemoryUsagePercentage: [40, 35],
};

interface Query {
  readonly Id: string;
  readonly MetricStat: { readonly Metric: { readonly MetricName: string } };
}

/** Clients of an account with these databases and nodes; of each metric CloudWatch tells half of the hours on a page. */
function account(databases: readonly object[], nodes: readonly object[]) {
  const rds = new FakeAws<RDSClient>({
    DescribeDBInstances: ({ Marker }: { Marker?: string }) =>
      Marker === undefined
        ? { DBInstances: databases.slice(0, 1), Marker: 'next' }
        : { DBInstances: databases.slice(1) },
  });
  const elastiCache = new FakeAws<ElastiCacheClient>({ DescribeCacheClusters: () => ({ CacheClusters: nodes }) });
  const cloudWatch = new FakeAws<CloudWatchClient>({
    GetMetricData: ({ MetricDataQueries, NextToken }: { MetricDataQueries: Query[]; NextToken?: string }) => ({
      ...(NextToken === undefined && { NextToken: 'more' }),
      MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => {
        const all = values[MetricStat.Metric.MetricName] ?? [];
        const half = Math.ceil(all.length / 2);
        return { Id, Values: NextToken === undefined ? all.slice(0, half) : all.slice(half) };
      }),
    }),
  });
  return { cloudWatch, clients: { rds: rds.client, elastiCache: elastiCache.client, cloudWatch: cloudWatch.client } };
}
const looked = { fromMs: 0, toMs: 1, signal: new AbortController().signal };
const orders = {
  ...{ DBInstanceIdentifier: 'orders', DBInstanceClass: 'db.r7g.xlarge', Engine: 'postgres' },
  ...{ AllocatedStorage: 100, StorageType: 'gp2' },
};

describe('databases', () => {
  it('are seen by their busiest hour, the memory they used at most, and how storage went', async () => {
    const { clients } = account([{ DBInstanceIdentifier: 'a', DBInstanceClass: 'db.serverless' }, orders], []);
    const all = await databasesSeen(clients, looked);
    expect(all).toMatchObject([{ kind: 'database', name: 'orders', engine: 'postgres', pricedTimes: 1 }]);
    expect(all[0]?.seen).toEqual({
      told: 'the database "orders"',
      own: 'db.r7g.xlarge',
      busyShare: 0.3,
      memoryShare: 0.5,
      count: 1,
    });
    expect(all[0]?.storage).toMatchObject({ type: 'gp2', allocatedGb: 100, leastFreeGb: 48.25, usedGbPerDay: 5.875 });
  });

  it('are priced by what runs: a standby too, and neither a cluster nor other storage at the usual price', async () => {
    const aurora = { ...orders, Engine: 'aurora-mysql', DBClusterIdentifier: 'c', MultiAZ: true };
    const { clients } = account(
      [
        { ...orders, MultiAZ: true },
        { ...orders, DBClusterIdentifier: 'c' },
        { ...aurora, StorageType: 'aurora' },
        { ...aurora, StorageType: 'aurora-iopt1' },
      ],
      [],
    );
    const all = await databasesSeen(clients, looked);
    expect(all.map(({ engine, pricedTimes }) => [engine, pricedTimes])).toEqual([
      ['postgres', 2],
      ['postgres in a cluster', 1],
      ['aurora-mysql', 1],
      ['aurora-mysql-iopt1', 1],
    ]);
    expect(all.map(({ storage }) => storage === null)).toEqual([false, false, true, true]);
  });

  it('are asked about in few calls, however many there are', async () => {
    const many = Array.from({ length: 100 }, (_, at) => ({ ...orders, DBInstanceIdentifier: `orders-${at}` }));
    const { clients, cloudWatch } = account(many, []);
    expect(await databasesSeen(clients, looked)).toHaveLength(100);
    expect(cloudWatch.called('GetMetricData')).toBe(4);
  });
});

describe('caches', () => {
  it('are seen with all their nodes', async () => {
    const node = { CacheNodeType: 'cache.r7g.xlarge', Engine: 'valkey', ReplicationGroupId: 'sessions' };
    const alone = { CacheClusterId: 'old', CacheNodeType: 'cache.m7g.large', Engine: 'redis' };
    const nodes = [{ ...node, CacheClusterId: 'sessions-001' }, { ...node, CacheClusterId: 'sessions-002' }, alone];
    const all = await cachesSeen(account([], nodes).clients, looked);
    const seen = { own: 'cache.r7g.xlarge', busyShare: 0.12, memoryShare: 0.4 };
    expect(all).toMatchObject([
      { kind: 'cache', name: 'sessions', engine: 'valkey', seen: { ...seen, count: 2 }, storage: null },
      { name: 'old', engine: 'redis', seen: { told: 'the cache "old"', count: 1 } },
    ]);
  });
});
