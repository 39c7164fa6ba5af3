import { describe, expect, test } from 'vitest';
import type { RegionalClients } from '../../../../../adapters/scaling/targets/any-kind/kind-target.ts';
import {
  type Dimension,
  replicationGroups,
} from '../../../../../adapters/scaling/targets/elasticache/replication-groups.ts';
import { nodeGroups } from '../../../../../adapters/scaling/targets/elasticache-node-groups/elasticache-node-groups.ts';
import { replicas } from '../../../../../adapters/scaling/targets/elasticache-replicas/elasticache-replicas.ts';
import { serverlessCaches } from '../../../../../adapters/scaling/targets/elasticache-serverless/elasticache-serverless.ts';
import { Refusal } from '../../../../../core/model/errors.ts';
import { tell } from '../../../../../core/model/reason.ts';
import { FakeElastiCache, nodeGroup, replicationGroup } from './fake-elasticache.ts';

const minute = { leftMs: () => 60_000 };
const place = { account: null, region: null };

function setUp(dimension: Dimension, more: Parameters<typeof replicationGroup>[1] = {}) {
  const fake = new FakeElastiCache();
  fake.groups.set('orders', replicationGroup('orders', more));
  const clients: RegionalClients<typeof fake.client> = { reader: () => fake.client, actor: () => fake.client };
  const world = { account: null, leftMs: () => 5000, random: () => 0, clients };
  const target = replicationGroups<'elasticache-replicas'>(dimension, world, async () => () => async () => []);
  const config = { kind: 'elasticache-replicas' as const, ...place, replicationGroupId: 'orders' };
  return { fake, target, config };
}

describe.each([
  ['replicas', replicas],
  ['node groups', nodeGroups],
])('%s of a replication group', (_, dimension) => {
  test('are told as they were asked for where AWS lists them only once they are there', async () => {
    const { fake, target, config } = setUp(dimension);
    await target.setCapacity(config, { units: 4 }, minute);
    expect(await target.capacity(config, 4)).toMatchObject({ asked: 4, running: 2, inFlight: 2 });
    expect(await target.capacity(config, null)).toMatchObject({ asked: 2, running: 2, inFlight: 0 });
    fake.settle();
    expect(await target.capacity(config, 4)).toMatchObject({ asked: 4, running: 4, inFlight: 0 });
  });

  test.each(['modifying', 'snapshotting', 'creating'])('are not asked for while it is %s', async (Status) => {
    const { fake, target, config } = setUp(dimension, { Status });
    const { rations } = await target.capacity(config);
    expect(tell(rations?.busyBecause ?? { says: '' })).toContain(`"orders" is ${Status}`);
    expect((await target.setCapacity(config, { units: 4 }, minute)).is).toBe('failed');
    expect(fake.calls.some(({ action }) => /^(Increase|Modify)/.test(action))).toBe(false);
  });

  test.each(['deleting', 'create-failed'])('are a refusal where it is %s', async (Status) => {
    const { target, config } = setUp(dimension, { Status });
    await expect(target.capacity(config)).rejects.toThrow(Refusal);
    expect((await target.setCapacity(config, { units: 4 }, minute)).is).toBe('refused');
  });

  test('are not asked for again where they are there', async () => {
    const { fake, target, config } = setUp(dimension);
    expect((await target.setCapacity(config, { units: 2 }, minute)).is).toBe('applied');
    expect(fake.calls.map(({ action }) => action)).toEqual(['DescribeReplicationGroups']);
  });
});

test('replicas that differ from node group to node group are told, and not changed', async () => {
  const NodeGroups = [nodeGroup('orders', 1, 3), nodeGroup('orders', 2, 2)];
  const { target, config } = setUp(replicas, { NodeGroups });
  const { asked, running, voidOutBecause } = await target.capacity(config);
  expect([asked, running]).toEqual([2, 1]);
  expect(tell(voidOutBecause ?? { says: '' })).toContain('2, 1 replicas');
});

test('replicas that are listed while they are being made are in flight, and do not run', async () => {
  const { fake, target, config } = setUp(replicas);
  fake.listsAtOnce = true;
  await target.setCapacity(config, { units: 4 }, minute);
  expect(await target.capacity(config, 4)).toMatchObject({ asked: 4, running: 2, inFlight: 2 });
  expect(await target.capacity(config)).toMatchObject({ asked: 4, running: 2, inFlight: 2 });
  fake.settle();
  expect(await target.capacity(config, 4)).toMatchObject({ asked: 4, running: 4, inFlight: 0 });
});

test('one replica has to stay with Multi-AZ, and a node that leaves counts no more', async () => {
  const { fake, target, config } = setUp(replicas, { MultiAZ: 'enabled', Status: 'modifying' });
  fake.states.set('orders-0001-003', 'deleting').set('orders-0002-003', 'deleting');
  expect(await target.capacity(config)).toMatchObject({ min: 1, max: 5, asked: 1, running: 1 });
});

test('a node group without slots does not serve, and how far their move is gets told', async () => {
  const { fake, target, config } = setUp(nodeGroups);
  fake.listsAtOnce = true;
  await target.setCapacity(config, { units: 3 }, minute);
  const { rations, ...capacity } = await target.capacity(config);
  expect(capacity).toMatchObject({ asked: 3, running: 2, inFlight: 1 });
  expect(tell(rations?.busyBecause ?? { says: '' })).toContain('12 % of its slots');
});

test('node groups go from the last, by name', async () => {
  const { fake, target, config } = setUp(nodeGroups);
  await target.setCapacity(config, { units: 1 }, minute);
  expect(fake.calls.at(-1)?.input).toMatchObject({ NodeGroupCount: 1, NodeGroupsToRemove: ['0002'] });
});

test.each([
  ['is not a cluster', { ClusterEnabled: false }],
  ['global datastore', { GlobalReplicationGroupInfo: { GlobalReplicationGroupId: 'ldgnf-orders' } }],
])('node groups of what %s are a refusal', async (says, more) => {
  const { target, config } = setUp(nodeGroups, more);
  await expect(target.capacity(config)).rejects.toThrow(says);
});

describe('the least of a serverless cache', () => {
  const config = { kind: 'elasticache-serverless' as const, ...place, serverlessCacheName: 'orders' };
  const limits = { DataStorage: { Minimum: 3, Maximum: 50, Unit: 'GB' as const }, ECPUPerSecond: { Maximum: 9500 } };

  function aCache() {
    const fake = new FakeElastiCache();
    const cache = { ServerlessCacheName: 'orders', Status: 'available', CacheUsageLimits: limits };
    fake.caches.set('orders', cache);
    const clients = { reader: () => fake.client, actor: () => fake.client };
    return { fake, target: serverlessCaches({ account: null, leftMs: () => 5000, random: () => 0, clients }) };
  }

  test('leaves every other limit as it was', async () => {
    const { fake, target } = aCache();
    await target.setCapacity({ ...config, limit: 'ecpu' }, { units: 4 }, minute);
    expect(fake.calls.at(-1)?.input).toEqual({
      ServerlessCacheName: 'orders',
      CacheUsageLimits: { ...limits, ECPUPerSecond: { Minimum: 4000, Maximum: 9500 } },
    });
    expect(await target.capacity({ ...config, limit: 'storage' }, 3)).toMatchObject({ asked: 3, max: 50 });
  });

  test('is 0 where there is none, is told with the most that may be used, and taken away by 0', async () => {
    const { fake, target } = aCache();
    expect(await target.capacity({ ...config, limit: 'ecpu' })).toMatchObject({ asked: 0, running: 0, max: 9 });
    await target.setCapacity({ ...config, limit: 'storage' }, { units: 0 }, minute);
    expect(fake.calls.at(-1)?.input).toMatchObject({ CacheUsageLimits: { DataStorage: { Minimum: 0, Maximum: 50 } } });
  });
});
