import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { type CacheCluster, DescribeCacheClustersCommand, type ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { type DBInstance, DescribeDBInstancesCommand, type RDSClient } from '@aws-sdk/client-rds';
import type { SeenStorage } from '../../../core/scaling/sizing/data/advise-class.ts';
import type { SeenData } from '../../../core/scaling/sizing/data/advise-data.ts';
import { allPages } from '../../aws/all-pages.ts';

/** What is asked. */
export interface DataClients {
  readonly rds: Pick<RDSClient, 'send'>;
  readonly elastiCache: Pick<ElastiCacheClient, 'send'>;
  readonly cloudWatch: Pick<CloudWatchClient, 'send'>;
}

/** Of which time. */
export interface Looked {
  readonly fromMs: number;
  readonly toMs: number;
  readonly signal: AbortSignal;
}

const hourSeconds = 3600;
const bytesPerGb = 2 ** 30;
/** So many metrics of two weeks of hours fit into one page of CloudWatch, which has 100,800 points. */
const metricsAtOnce = 250;
/** What one of a size `large` has by its family's letter, GiB: half as many vCPUs come with each. */
const gibOfLarge: Readonly<Record<string, number>> = { m: 8, r: 16, x: 32, c: 4 };
const timesOf: Readonly<Record<string, number>> = {
  large: 1,
  xlarge: 2,
  '2xlarge': 4,
  '4xlarge': 8,
  '8xlarge': 16,
  '16xlarge': 32,
};

interface Asked {
  readonly namespace: string;
  readonly name: string;
  readonly stat: string;
  readonly dimension: readonly [name: string, value: string];
}

/** Values hour by hour, oldest first. */
type Hours = readonly number[];

/** Databases of RDS and Aurora, with what weeks of hours have told of them. */
export async function databasesSeen(clients: DataClients, looked: Looked): Promise<readonly SeenData[]> {
  const options = { abortSignal: looked.signal };
  const all = await allPages(async (Marker) => {
    const page = await clients.rds.send(new DescribeDBInstancesCommand({ ...(Marker && { Marker }) }), options);
    return { items: page.DBInstances, next: page.Marker };
  });
  const sized = all.filter(({ DBInstanceClass }) => DBInstanceClass !== 'db.serverless');
  const hours = await hoursOf(clients, looked, sized.flatMap(ofDatabase));
  return sized.flatMap((one) => databaseOf(one, hours) ?? []);
}

/** Caches of ElastiCache by their nodes, which have one type in each: what is told is that of the busiest and of the fullest. */
export async function cachesSeen(clients: DataClients, looked: Looked): Promise<readonly SeenData[]> {
  const options = { abortSignal: looked.signal };
  const all = await allPages(async (Marker) => {
    const command = new DescribeCacheClustersCommand({ ...(Marker && { Marker }) });
    const page = await clients.elastiCache.send(command, options);
    return { items: page.CacheClusters, next: page.Marker };
  });
  const hours = await hoursOf(clients, looked, all.flatMap(ofNode));
  const groups = Map.groupBy(all, (one) => one.ReplicationGroupId ?? one.CacheClusterId ?? '');
  return [...groups].flatMap(([name, nodes]) => cacheOf(name, nodes, hours) ?? []);
}

function ofDatabase({ DBInstanceIdentifier: id = '' }: DBInstance): Asked[] {
  const of = (name: string, stat: string): Asked => {
    return { namespace: 'AWS/RDS', name, stat, dimension: ['DBInstanceIdentifier', id] };
  };
  return [of('CPUUtilization', 'Maximum'), of('FreeableMemory', 'Minimum'), of('FreeStorageSpace', 'Minimum')];
}

function databaseOf(one: DBInstance, hours: ReadonlyMap<string, Hours>): SeenData | null {
  const { DBInstanceIdentifier: name = '', DBInstanceClass: own = '', MultiAZ = false } = one;
  const [cpu = [], free = [], storage = []] = ofDatabase(one).map((asked) => hours.get(keyOf(asked)));
  if (cpu.length === 0) return null;
  const told = `the database "${name}"`;
  const gib = gibOf(own);
  const memoryShare =
    gib === null || free.length === 0 ? null : Math.max(0, 1 - Math.min(...free) / (gib * bytesPerGb));
  const isAurora = one.Engine?.startsWith('aurora') === true;
  const isOwnDisk = !isAurora && storage.length > 1 && (one.AllocatedStorage ?? 0) > 0;
  return {
    ...{ kind: 'database', name, engine: pricedAs(one, isAurora), pricedTimes: MultiAZ && !isAurora ? 2 : 1 },
    seen: { told, own, busyShare: nearlyMost(cpu) / 100, memoryShare, count: 1 },
    storage: isOwnDisk ? storageOf(told, one, storage) : null,
  };
}

/** Instances of a cluster in several zones, and of I/O-Optimized storage, have prices of their own. */
function pricedAs({ Engine = '', StorageType, DBClusterIdentifier }: DBInstance, isAurora: boolean): string {
  if (isAurora) return StorageType === 'aurora-iopt1' ? `${Engine}-iopt1` : Engine;
  return DBClusterIdentifier === undefined ? Engine : `${Engine} in a cluster`;
}

function storageOf(
  told: string,
  { AllocatedStorage: allocatedGb = 0, StorageType: type = '' }: DBInstance,
  free: Hours,
): SeenStorage {
  const days = (free.length * hourSeconds) / 86_400;
  const usedGbPerDay = Math.max(0, ((free[0] ?? 0) - (free.at(-1) ?? 0)) / bytesPerGb / days);
  return { told, type, allocatedGb, leastFreeGb: Math.min(...free) / bytesPerGb, usedGbPerDay };
}

function ofNode({ CacheClusterId: id = '' }: CacheCluster): Asked[] {
  const of = (name: string): Asked => {
    return { namespace: 'AWS/ElastiCache', name, stat: 'Maximum', dimension: ['CacheClusterId', id] };
  };
  return [of('EngineCPUUtilization'), of('DatabaseMemoryUsagePercentage')];
}

function cacheOf(name: string, nodes: readonly CacheCluster[], hours: ReadonlyMap<string, Hours>): SeenData | null {
  const { CacheNodeType: own = '', Engine: engine = 'redis' } = nodes[0] ?? {};
  const known = nodes.map((node) => ofNode(node).map((asked) => hours.get(keyOf(asked)) ?? []));
  const busiest = known.flatMap(([cpu = []]) => (cpu.length === 0 ? [] : nearlyMost(cpu)));
  const fullest = known.flatMap(([, memory = []]) => (memory.length === 0 ? [] : Math.max(...memory)));
  if (busiest.length === 0) return null;
  const count = nodes.reduce((sum, { NumCacheNodes = 1 }) => sum + NumCacheNodes, 0);
  const memoryShare = fullest.length === 0 ? null : Math.max(...fullest) / 100;
  const seen = { told: `the cache "${name}"`, own, busyShare: Math.max(...busiest) / 100, memoryShare, count };
  return { kind: 'cache', name, engine, pricedTimes: 1, seen, storage: null };
}

/** One hour of a hundred is busier. */
function nearlyMost(values: Hours): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(0.99 * sorted.length) - 1)] ?? 0;
}

function gibOf(own: string): number | null {
  const [, letter = '', size = ''] = /^db\.([a-z])[a-z0-9-]*\.([a-z0-9]+)$/.exec(own) ?? [];
  const [large, times] = [gibOfLarge[letter], timesOf[size]];
  return large === undefined || times === undefined ? null : large * times;
}

const keyOf = ({ name, dimension }: Asked) => `${dimension.join(' ')} ${name}`;

/** The hours of each that is asked for and has any. */
async function hoursOf({ cloudWatch }: DataClients, looked: Looked, all: readonly Asked[]) {
  const found = new Map<string, number[]>();
  const times = { StartTime: new Date(looked.fromMs), EndTime: new Date(looked.toMs) };
  for (let from = 0; from < all.length; from += metricsAtOnce) {
    const some = all.slice(from, from + metricsAtOnce);
    const MetricDataQueries = some.map(queryOf);
    const results = await allPages(async (NextToken) => {
      const command = new GetMetricDataCommand({
        MetricDataQueries,
        ...times,
        ScanBy: 'TimestampAscending',
        ...(NextToken && { NextToken }),
      });
      const page = await cloudWatch.send(command, { abortSignal: looked.signal });
      return { items: page.MetricDataResults, next: page.NextToken };
    });
    for (const { Id = '', Values = [] } of results) {
      const asked = some[Number(Id.slice(1))];
      if (asked !== undefined) found.set(keyOf(asked), [...(found.get(keyOf(asked)) ?? []), ...Values]);
    }
  }
  return found;
}

function queryOf({ namespace, name, stat, dimension: [Name, Value] }: Asked, at: number) {
  const Metric = { Namespace: namespace, MetricName: name, Dimensions: [{ Name, Value }] };
  return { Id: `m${at}`, MetricStat: { Period: hourSeconds, Stat: stat, Metric } };
}
