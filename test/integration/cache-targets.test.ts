import { setTimeout } from 'node:timers/promises';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import {
  CreateReplicationGroupCommand,
  CreateServerlessCacheCommand,
  DescribeServerlessCachesCommand,
  ElastiCacheClient,
} from '@aws-sdk/client-elasticache';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findCaches } from '../../adapters/caching/find-caches.ts';
import { targets, targetsOnAws } from '../../adapters/scaling/targets/catalogue.ts';
import { Refusal } from '../../core/model/errors.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone({});
const term = { leftMs: () => 60_000 };
const place = { account: null, region: null };
const applied = { is: 'applied', because: null };
const replicas = (replicationGroupId: string) => ({
  ...{ kind: 'elasticache-replicas' as const, ...place, replicationGroupId },
});
const least = (limit: 'ecpu' | 'storage') => ({
  ...{ kind: 'elasticache-serverless' as const, ...place, serverlessCacheName: 'baskets', limit },
});

let client: ElastiCacheClient;
let target: ReturnType<typeof targets>;

beforeAll(async () => {
  if (aws === null) return;
  process.env.AWS_ENDPOINT_URL = aws.endpoint;
  client = new ElastiCacheClient();
  target = targets({ makers: targetsOnAws(), account: aws.accountId, leftMs: () => 10_000, random: Math.random });
  const of = { ReplicationGroupDescription: 'tried', CacheNodeType: 'cache.t4g.micro', Engine: 'valkey' };
  await client.send(
    new CreateReplicationGroupCommand({
      ...of,
      ReplicationGroupId: 'sessions',
      NumNodeGroups: 1,
      ReplicasPerNodeGroup: 1,
    }),
  );
  await client.send(
    new CreateReplicationGroupCommand({
      ...of,
      ReplicationGroupId: 'prices',
      NumNodeGroups: 3,
      ReplicasPerNodeGroup: 1,
    }),
  );
  const CacheUsageLimits = { ECPUPerSecond: { Minimum: 2000, Maximum: 90_000 } };
  await client.send(
    new CreateServerlessCacheCommand({ ServerlessCacheName: 'baskets', Engine: 'valkey', CacheUsageLimits }),
  );
  await isAvailable();
});

/** What makes a serverless cache takes a moment. */
async function isAvailable(): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const { ServerlessCaches: [cache] = [] } = await client.send(new DescribeServerlessCachesCommand({}));
    if (cache?.Status === 'available') return;
    await setTimeout(100);
  }
  throw new Error('the serverless cache does not become available');
}

afterAll(() => aws?.stop());

test.skipIf(aws === null)('replicas are read and changed, and the same number again is not a change', async () => {
  for (const name of ['sessions', 'prices']) {
    expect(await target.capacity(replicas(name))).toMatchObject({ asked: 1, running: 1, inFlight: 0 });
    for (const units of [3, 3, 2]) expect(await target.setCapacity(replicas(name), { units }, term)).toEqual(applied);
    expect(await target.capacity(replicas(name))).toMatchObject({ asked: 2, running: 2 });
  }
});

test.skipIf(aws === null)('node groups are read of a cluster, and refused of what is none', async () => {
  const nodeGroups = { kind: 'elasticache-node-groups' as const, ...place };
  expect(await target.capacity({ ...nodeGroups, replicationGroupId: 'prices' })).toMatchObject({
    asked: 3,
    running: 3,
  });
  await expect(target.capacity({ ...nodeGroups, replicationGroupId: 'gone' })).rejects.toThrow(Refusal);
});

test.skipIf(aws === null)('the least of a serverless cache is changed, and the rest of its limits kept', async () => {
  expect(await target.capacity(least('ecpu'))).toMatchObject({ asked: 2, max: 90 });
  expect(await target.capacity(least('storage'))).toMatchObject({ asked: 0 });
  expect(await target.setCapacity(least('storage'), { units: 4 }, term)).toEqual(applied);
  expect(await target.setCapacity(least('ecpu'), { units: 7 }, term)).toEqual(applied);
  const { ServerlessCaches: [cache] = [] } = await client.send(
    new DescribeServerlessCachesCommand({ ServerlessCacheName: 'baskets' }),
  );
  expect(cache?.CacheUsageLimits).toEqual({
    ECPUPerSecond: { Minimum: 7000, Maximum: 90_000 },
    DataStorage: { Minimum: 4, Unit: 'GB' },
  });
});

test.skipIf(aws === null)('what does not exist is a refusal, read or changed', async () => {
  const gone = { ...least('ecpu'), serverlessCacheName: 'gone' };
  for (const config of [gone, replicas('gone')]) {
    await expect(target.capacity(config)).rejects.toThrow(Refusal);
    expect((await target.setCapacity(config, { units: 3 }, term)).is).toBe('refused');
  }
});

test.skipIf(aws === null)('caches are found, with how many nodes each has', async () => {
  const clients = { elastiCache: client, metrics: new CloudWatchClient() };
  const found = await findCaches(clients, { region: null, days: 1, nowMs: Date.now() });
  expect(found.map(({ name }) => name).sort()).toEqual(['prices', 'sessions']);
  expect(found.every(({ nodes, nodeType }) => nodes > 0 && nodeType === 'cache.t4g.micro')).toBe(true);
});
