import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import type { RDSClient } from '@aws-sdk/client-rds';
import { expect, test } from 'vitest';
import { dataSeen } from '../../../../adapters/scaling/trying/data-seen.ts';
import { FakeAws } from '../../fake-aws.ts';

const gb = 2 ** 30;
const values: Readonly<Record<string, readonly number[]>> = {
  CPUUtilization: [10, 30, 20],
  FreeableMemory: [24 * gb, 16 * gb, 20 * gb],
  FreeStorageSpace: Array.from({ length: 48 }, (_, hour) => (60 - hour / 4) * gb),
  EngineCPUUtilization: [5, 12],
  DatabaseMemoryUsagePercentage: [40, 35],
};

test('databases and cache nodes are seen by their busiest hour, the memory they used at most, and how storage went', async () => {
  const rds = new FakeAws<RDSClient>({
    DescribeDBInstances: ({ Marker }: { Marker?: string }) =>
      Marker === undefined
        ? { DBInstances: [{ DBInstanceIdentifier: 'a', DBInstanceClass: 'db.serverless' }], Marker: 'next' }
        : {
            DBInstances: [
              {
                ...{ DBInstanceIdentifier: 'orders', DBInstanceClass: 'db.r7g.xlarge', Engine: 'postgres' },
                ...{ AllocatedStorage: 100, StorageType: 'gp2' },
              },
            ],
          },
  });
  const elastiCache = new FakeAws<ElastiCacheClient>({
    DescribeCacheClusters: () => ({
      CacheClusters: [{ CacheClusterId: 'sessions', CacheNodeType: 'cache.r7g.xlarge', Engine: 'redis' }],
    }),
  });
  const cloudWatch = new FakeAws<CloudWatchClient>({
    GetMetricData: ({
      MetricDataQueries,
    }: {
      MetricDataQueries: { Id: string; MetricStat: { Metric: { MetricName: string } } }[];
    }) => ({
      MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => ({
        Id,
        Values: values[MetricStat.Metric.MetricName],
      })),
    }),
  });
  const clients = { rds: rds.client, elastiCache: elastiCache.client, cloudWatch: cloudWatch.client };
  const all = await dataSeen(clients, { fromMs: 0, toMs: 1, signal: new AbortController().signal });
  expect(all.map(({ seen }) => seen)).toEqual([
    {
      told: 'the database "orders"',
      own: 'db.r7g.xlarge',
      busyShare: 0.3,
      memoryShare: 0.5,
      count: 1,
      usdPerHour: null,
    },
    {
      told: 'the cache "sessions"',
      own: 'cache.r7g.xlarge',
      busyShare: 0.12,
      memoryShare: 0.4,
      count: 1,
      usdPerHour: 0.437,
    },
  ]);
  expect(all[0]?.storage).toMatchObject({ type: 'gp2', allocatedGb: 100, leastFreeGb: 48.25, usedGbPerDay: 5.875 });
  expect(all[1]?.storage).toBeNull();
});
