import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Topology, type TopologyName, topologies } from '../../bench/caching/topologies.ts';
import { placeOf } from '../../clients/cache/versions.ts';
import { type CacheClient, type CacheSettings, ioredisLink, openCache } from '../../clients/cache.ts';
import { askRedis } from '../../local/redis/ask-redis.ts';
import { hasRedis } from '../../local/redis/start-redis.ts';

const loaderMs = 20;
const connectTimeoutMs = 1000;
const failOverMs = 10_000;

describe.skipIf(!hasRedis() && process.env.CI !== 'true').each(['cluster', 'sentinel'] as const)(
  'a cache on Redis as %s',
  (name: TopologyName) => {
    let topology: Topology;
    const open = async (settings: Partial<CacheSettings> = {}) =>
      openCache({ name: 'shop', freshSeconds: 600, ...settings, link: ioredisLink(await topology.client()) });
    const caches: CacheClient[] = [];
    let [reader, writer]: CacheClient[] = [];
    beforeAll(async () => {
      topology = await topologies[name]();
      [reader, writer] = [await open(), await open()];
      caches.push(reader, writer);
    });
    afterAll(async () => {
      for (const cache of caches) await cache.close();
      await topology.stop();
    });
    const both = () => {
      if (reader === undefined || writer === undefined) throw new Error('no cache is open');
      return { reader, writer };
    };
    const slowly = (value: unknown) => async () => {
      await sleep(loaderMs);
      return value;
    };
    const masterOf = (key: string) => topology.masterOf(placeOf('shop', `k${key}`).value);

    it('keeps many keys on every node, reads them back, and leaves them at a bump', async () => {
      const [reader, writer] = [await open({ commandTimeoutMs: 5000 }), await open({ commandTimeoutMs: 5000 })];
      const keys = Array.from({ length: 300 }, (_, at) => `product/${at}`);
      await Promise.all(keys.map((key) => reader.get(key, async () => 1)));
      const loadsOf = async () => {
        let loads = 0;
        await Promise.all(keys.map((key) => writer.get(key, async () => ++loads)));
        return loads;
      };
      // On a busy machine a server may seem to have died, and what it had is left behind.
      await vi.waitFor(async () => expect(await loadsOf()).toBe(0), { timeout: failOverMs });
      await vi.waitFor(async () => {
        const sizes = await Promise.all(topology.servers.map(({ port }) => askRedis(port, 'dbsize')));
        expect(Math.min(...sizes.map(Number))).toBeGreaterThan(100);
      });
      await reader.bump();
      expect(await loadsOf()).toBe(300);
      await Promise.all([reader.close(), writer.close()]);
    });

    it.each(['SIGKILL', 'SIGSTOP'] as const)('is answered by the loader, all of 50 calls, after %s', async (how) => {
      const { reader } = both();
      const link = ioredisLink(await topology.client());
      const nodeOf = (key: string) => link.nodeOf(placeOf('shop', `k${key}`).value);
      const lost = nodeOf(`lost/${how}`);
      const keys = Array.from({ length: 400 }, (_, at) => `lost/${how}/${at}`).filter((key) => nodeOf(key) === lost);
      const master = await masterOf(`lost/${how}`);
      await master.signal(how);
      const askedMs = performance.now();
      const first = await reader.get(`lost/${how}`, slowly('loaded'));
      expect(performance.now() - askedMs).toBeLessThan(connectTimeoutMs + loaderMs + 50);
      const calls = keys.slice(0, 49).map((key) => reader.get(key, slowly('loaded')));
      expect([first, ...(await Promise.all(calls))]).toEqual(Array.from({ length: 50 }, () => 'loaded'));
      await (how === 'SIGKILL' ? master.revive() : master.signal('SIGCONT'));
      let loads = 1;
      for (let until = performance.now() + failOverMs; loads > 0 && performance.now() < until; await sleep(50)) {
        loads = 0;
        await reader.get(`back/${how}`, async () => ++loads);
      }
      expect(loads).toBe(0);
    });

    it('forgets nothing that was invalidated when a master dies before its replica has heard it', async () => {
      const { reader, writer } = both();
      const key = 'row/lost';
      expect(await reader.get(key, async () => 'old')).toBe('old');
      const master = await masterOf(key);
      const others = topology.servers.filter((one) => one !== master);
      await sleep(100);
      // Its replica is stopped and cut off, and so hears nothing of what comes now.
      await Promise.all(others.map((one) => one.signal('SIGSTOP')));
      await askRedis(master.port, 'client', 'kill', 'type', 'replica');
      const invalidated = await writer.invalidate(key);
      await master.signal('SIGKILL');
      await Promise.all(others.map((one) => one.signal('SIGCONT')));
      expect(invalidated).toBe(true);
      const until = performance.now() + failOverMs;
      let loads = 0;
      const answers = new Set();
      // Until the promoted server serves: a value is then answered with without the loader.
      for (let before = -1; before !== loads && performance.now() < until; await sleep(50)) {
        before = loads;
        const load = async () => {
          loads++;
          return 'new';
        };
        answers.add(await reader.get(key, load));
        answers.add(await writer.get(key, load));
      }
      expect([...answers]).toEqual(['new']);
      expect(performance.now()).toBeLessThan(until);
    });
  },
);
