import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOf } from '../../clients/cache/versions.ts';
import { type CacheClient, ioredisClusterKnobs, ioredisLink, openCache } from '../../clients/cache.ts';
import { askRedis } from '../../local/redis/ask-redis.ts';
import { type RedisCluster, startCluster } from '../../local/redis/start-cluster.ts';
import { hasRedis } from '../../local/redis/start-redis.ts';

const keyOfVersion = (key: string) => placeOf('shop', `k${key}`).version;

describe.skipIf(!hasRedis() && process.env.CI !== 'true')('a cache whose slots are moved to another node', () => {
  let cluster: RedisCluster;
  let cache: CacheClient;
  beforeAll(async () => {
    cluster = await startCluster();
    const client = new Cluster([{ host: '127.0.0.1', port: cluster.nodes[0]?.port ?? 0 }], ioredisClusterKnobs);
    client.on('error', () => {});
    await new Promise((resolve) => client.once('ready', resolve));
    cache = openCache({ name: 'shop', freshSeconds: 600, commandTimeoutMs: 2000, link: ioredisLink(client) });
  });
  afterAll(async () => {
    await cache?.close();
    await cluster?.stop();
  });

  it('is answered from the cache for all keys of other slots, and never with what was invalidated', async () => {
    const source = await cluster.masterOf(keyOfVersion('moving'));
    const slot = await slotOf(source.port, 'moving');
    const { stays, other } = await besides(cluster, source.port, slot);
    const [from, to] = await Promise.all([source, other].map(({ port }) => askRedis(port, 'cluster', 'myid')));
    let loads = 0;
    const load = (value: unknown) => async () => {
      loads++;
      return value;
    };
    for (const key of ['moving', ...stays]) await cache.get(key, load('old'));
    const at = String(slot);
    await askRedis(other.port, 'cluster', 'setslot', at, 'importing', String(from).trim());
    await askRedis(source.port, 'cluster', 'setslot', at, 'migrating', String(to).trim());
    const migrate = (key: string) =>
      askRedis(source.port, 'migrate', '127.0.0.1', String(other.port), key, '0', '5000');
    // Half of what a command asks for is on one node, and half on the other: neither answers, for as long as that lasts.
    await migrate(keyOfVersion('moving'));

    loads = 0;
    const endMs = Date.now() + 3000;
    while (Date.now() < endMs) {
      expect(await cache.get('moving', async () => 'old')).toBe('old');
      for (const key of stays) expect(await cache.get(key, load('again'))).toBe('old');
    }
    expect(loads).toBe(0);
    await cache.invalidate('moving');
    expect(await cache.get('moving', async () => 'new')).toBe('new');

    await migrate(placeOf('shop', 'kmoving').value);
    for (const { port } of [other, source]) await askRedis(port, 'cluster', 'setslot', at, 'node', String(to).trim());
    await sleep(500);
    for (let times = 0; times < 20; times++) {
      expect(await cache.get('moving', async () => 'new')).toBe('new');
      await sleep(50);
    }
  });
});

const slotOf = async (port: number, key: string) =>
  Number(await askRedis(port, 'cluster', 'keyslot', keyOfVersion(key)));

/** Keys of a node that lie in other slots than this, and another node. */
async function besides(cluster: RedisCluster, port: number, slot: number) {
  const stays: string[] = [];
  for (let at = 0; ; at++) {
    const node = await cluster.masterOf(keyOfVersion(`k${at}`));
    if (node.port !== port && stays.length > 2) return { stays, other: node };
    if (node.port === port && (await slotOf(port, `k${at}`)) !== slot) stays.push(`k${at}`);
  }
}
