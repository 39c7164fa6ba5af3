import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Topology, topologies } from '../../bench/caching/topologies.ts';
import { mastersOf } from '../../clients/cache/connect.ts';
import { shrinkAll } from '../../clients/cache/shrink.ts';
import { type CacheClient, CacheDown, ioredisLink, openCache } from '../../clients/cache.ts';
import { hasRedis } from '../../local/redis/start-redis.ts';

const [cold, hot] = [900, 300];
const minute = () => 60_000;

describe.skipIf(!hasRedis() && process.env.CI !== 'true').each(['alone', 'cluster'] as const)(
  'a cache that is to become smaller, %s',
  (name) => {
    let topology: Topology;
    let client: Redis | Cluster;
    let cache: CacheClient;
    const keys = (kind: string, count: number) => Array.from({ length: count }, (_, index) => `${kind}/${index}`);
    /** Few at once: what a busy machine answers late is not stored. */
    const get = async (all: readonly string[], load: () => Promise<string>) => {
      for (let from = 0; from < all.length; from += 20)
        await Promise.all(all.slice(from, from + 20).map((key) => cache.get(key, load)));
    };
    /** As many as are there. */
    let there = 0;

    beforeAll(async () => {
      topology = await topologies[name]();
      client = await topology.client();
      cache = openCache({ name: 'shop', freshSeconds: 600, link: ioredisLink(client) });
      await get([...keys('hot', hot), ...keys('cold', cold)], async () => 'a value');
      // What is asked for by another cache of the same server.
      const other = openCache({ name: 'shop2', freshSeconds: 600, link: ioredisLink(await topology.client()) });
      await Promise.all(keys('other', 50).map((key) => other.get(key, async () => 'of another')));
      // Redis counts the time since a use in whole seconds.
      await sleep(2200);
      await get(keys('hot', hot), async () => 'loaded anew');
    }, 60_000);
    afterAll(() => topology?.stop());

    it('is counted by a dry run, and nothing taken out', async () => {
      const nodes = mastersOf(client);
      const shrinking = { name: 'shop', most: 450, leftMs: minute, dryRun: true };
      const { held, taken } = await shrinkAll(nodes, shrinking);
      expect(taken).toBe(0);
      there = held;
      expect(there).toBeGreaterThan(0.95 * (cold + hot));
      expect((await shrinkAll(nodes, shrinking)).held).toBe(there);
    });

    it('loses what was used longest ago, and nothing of what is in use or of another cache', async () => {
      const most = 450;
      const shrinking = { name: 'shop', most, leftMs: minute, dryRun: false };
      const { held, taken } = await shrinkAll(mastersOf(client), shrinking);
      expect(held).toBeLessThanOrEqual(most);
      expect(held).toBeGreaterThan(0.9 * most);
      expect(held + taken).toBe(there);
      let loads = 0;
      await get(keys('hot', hot), async () => `load ${++loads}`);
      // Each node has its own share of what may stay, and keys are not spread quite evenly.
      expect(loads).toBeLessThan(0.05 * hot);
      expect(await shrinkAll(mastersOf(client), { ...shrinking, name: 'shop2', most: 50 })).toMatchObject({ taken: 0 });
    });

    it('tells nothing where there was no time to count', async () => {
      const shrinking = { name: 'shop', most: 10, leftMs: () => 0, dryRun: false };
      await expect(shrinkAll(mastersOf(client), shrinking)).rejects.toThrow(CacheDown);
    });
  },
);

describe.skipIf(!hasRedis() && process.env.CI !== 'true')('a server whose values are to be taken out', () => {
  let topology: Topology;
  let client: Redis;
  const fill = async () => {
    for (let key = 0; key < 20; key++) await client.set(`hc:{shop#1}k${key}`, 'v');
  };

  beforeAll(async () => {
    topology = await topologies.alone();
    client = (await topology.client()) as Redis;
  });
  afterAll(() => topology?.stop());

  it('lets whoever may do no more than is granted to the function do it', async () => {
    await fill();
    const rights = ['~hc:{shop#*', '-@all', '+scan', '+object|idletime', '+unlink', '+info', '+hello', '+auth'];
    await client.call('ACL', 'SETUSER', 'shrinker', 'on', 'nopass', ...rights);
    const { host, port } = client.options;
    const user = new Redis({ host: String(host), port: Number(port), username: 'shrinker', password: 'any' });
    const shrinking = { name: 'shop', most: 5, leftMs: minute, dryRun: false };
    try {
      expect(await shrinkAll([user], shrinking)).toEqual({ held: 5, taken: 15 });
    } finally {
      user.disconnect();
    }
  });

  it('says so where it counts how often and not when values were used', async () => {
    await fill();
    await client.config('SET', 'maxmemory-policy', 'allkeys-lfu');
    const shrinking = { name: 'shop', most: 5, leftMs: minute, dryRun: false };
    await expect(shrinkAll([client], shrinking)).rejects.toThrow(/does not tell when values were used.*LFU/);
  });
});
