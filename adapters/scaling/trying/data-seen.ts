import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { type CacheCluster, DescribeCacheClustersCommand, type ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { type DBInstance, DescribeDBInstancesCommand, type RDSClient } from '@aws-sdk/client-rds';
import { cacheNodePrices } from '../../../core/prices/cache-node-price.ts';
import type { SeenClass, SeenStorage } from '../../../core/scaling/sizing/data/advise-class.ts';

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

/** A database or a cache node, with the storage of the first. */
export interface SeenData {
  readonly seen: SeenClass;
  readonly storage: SeenStorage | null;
}

const hourSeconds = 3600;
const bytesPerGb = 2 ** 30;
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

/** Databases of RDS and Aurora, and nodes of ElastiCache, with what weeks of hours have told of them. */
export async function dataSeen(clients: DataClients, looked: Looked): Promise<readonly SeenData[]> {
  const [databases, nodes] = await Promise.all([databasesOf(clients, looked), nodesOf(clients, looked)]);
  const all = await Promise.all([
    ...databases.map((one) => seeDatabase(clients, one, looked)),
    ...nodes.map((one) => seeNode(clients, one, looked)),
  ]);
  return all.filter((one) => one !== null);
}

async function databasesOf({ rds }: DataClients, { signal }: Looked): Promise<readonly DBInstance[]> {
  const found: DBInstance[] = [];
  let Marker: string | undefined;
  do {
    const page = await rds.send(new DescribeDBInstancesCommand({ ...(Marker && { Marker }) }), { abortSignal: signal });
    found.push(...(page.DBInstances ?? []));
    Marker = page.Marker;
  } while (Marker);
  return found.filter(({ DBInstanceClass }) => DBInstanceClass !== 'db.serverless');
}

async function nodesOf({ elastiCache }: DataClients, { signal }: Looked): Promise<readonly CacheCluster[]> {
  const found: CacheCluster[] = [];
  let Marker: string | undefined;
  do {
    const page = await elastiCache.send(new DescribeCacheClustersCommand({ ...(Marker && { Marker }) }), {
      abortSignal: signal,
    });
    found.push(...(page.CacheClusters ?? []));
    Marker = page.Marker;
  } while (Marker);
  return found;
}

async function seeDatabase(clients: DataClients, one: DBInstance, looked: Looked): Promise<SeenData | null> {
  const {
    DBInstanceIdentifier: id = '',
    DBInstanceClass: own = '',
    Engine = '',
    AllocatedStorage = 0,
    StorageType = '',
  } = one;
  const of = (name: string, stat: string): Asked => ({
    namespace: 'AWS/RDS',
    name,
    stat,
    dimension: ['DBInstanceIdentifier', id],
  });
  const [cpu = [], free = [], storage = []] = await hoursOf(clients, looked, [
    ...[of('CPUUtilization', 'Maximum'), of('FreeableMemory', 'Minimum'), of('FreeStorageSpace', 'Minimum')],
  ]);
  if (cpu.length === 0) return null;
  const told = `the database "${id}"`;
  const gib = gibOf(own);
  const memoryShare =
    gib === null || free.length === 0 ? null : Math.max(0, 1 - Math.min(...free) / (gib * bytesPerGb));
  const seen = { told, own, busyShare: nearlyMost(cpu) / 100, memoryShare, count: 1, usdPerHour: null };
  const isOwnDisk = !Engine.startsWith('aurora') && storage.length > 1 && AllocatedStorage > 0;
  return { seen, storage: isOwnDisk ? storageOf(told, { AllocatedStorage, StorageType }, storage) : null };
}

function storageOf(
  told: string,
  { AllocatedStorage: allocatedGb = 0, StorageType: type = '' }: DBInstance,
  free: readonly number[],
): SeenStorage {
  const days = (free.length * hourSeconds) / 86_400;
  const usedGbPerDay = Math.max(0, ((free[0] ?? 0) - (free.at(-1) ?? 0)) / bytesPerGb / days);
  return { told, type, allocatedGb, leastFreeGb: Math.min(...free) / bytesPerGb, usedGbPerDay };
}

async function seeNode(clients: DataClients, one: CacheCluster, looked: Looked): Promise<SeenData | null> {
  const { CacheClusterId: id = '', CacheNodeType: own = '', Engine: engine = 'redis', NumCacheNodes: count = 1 } = one;
  const of = (name: string): Asked => ({
    namespace: 'AWS/ElastiCache',
    name,
    stat: 'Maximum',
    dimension: ['CacheClusterId', id],
  });
  const [cpu = [], memory = []] = await hoursOf(clients, looked, [
    of('EngineCPUUtilization'),
    of('DatabaseMemoryUsagePercentage'),
  ]);
  if (cpu.length === 0) return null;
  const prices = engine === 'redis' || engine === 'valkey' ? cacheNodePrices(engine) : [];
  const usdPerHour = prices.find(({ nodeType }) => nodeType === own)?.usdPerHour ?? null;
  const memoryShare = memory.length === 0 ? null : Math.max(...memory) / 100;
  return {
    seen: { told: `the cache "${id}"`, own, busyShare: nearlyMost(cpu) / 100, memoryShare, count, usdPerHour },
    storage: null,
  };
}

/** One hour of a hundred is busier. */
function nearlyMost(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(0.99 * sorted.length) - 1)] ?? 0;
}

function gibOf(own: string): number | null {
  const [, letter = '', size = ''] = /^db\.([a-z])[a-z0-9-]*\.([a-z0-9]+)$/.exec(own) ?? [];
  const [large, times] = [gibOfLarge[letter], timesOf[size]];
  return large === undefined || times === undefined ? null : large * times;
}

/** Values hour by hour, oldest first, of each that is asked for. */
async function hoursOf({ cloudWatch }: DataClients, { fromMs, toMs, signal }: Looked, all: readonly Asked[]) {
  const MetricDataQueries = all.map(({ namespace, name, stat, dimension: [Name, Value] }, at) => ({
    Id: `m${at}`,
    MetricStat: {
      Period: hourSeconds,
      Stat: stat,
      Metric: { Namespace: namespace, MetricName: name, Dimensions: [{ Name, Value }] },
    },
  }));
  const times = { StartTime: new Date(fromMs), EndTime: new Date(toMs), ScanBy: 'TimestampAscending' as const };
  const told = await cloudWatch.send(new GetMetricDataCommand({ MetricDataQueries, ...times }), {
    abortSignal: signal,
  });
  return all.map((_, at) => told.MetricDataResults?.find(({ Id }) => Id === `m${at}`)?.Values ?? []);
}
