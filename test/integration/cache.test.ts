import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from '../../cli/program.ts';
import { put } from '../../clients/cache/scripts.ts';
import { type CacheLink, type CacheSettings, ioredisKnobs, ioredisLink, openCache } from '../../clients/cache.ts';
import { askRedis } from '../../local/redis/ask-redis.ts';
import { hasRedis, type RedisServer, startRedis } from '../../local/redis/start-redis.ts';

const loaderMs = 20;

describe.skipIf(!hasRedis() && process.env.CI !== 'true')('a cache on a real Redis', () => {
  let server: RedisServer;
  const closing: (() => Promise<void>)[] = [];
  const clientOf = async ({ host, port }: RedisServer) => {
    const redis = new Redis({ ...ioredisKnobs, host, port });
    redis.on('error', () => {});
    await new Promise((resolve) => redis.once('ready', resolve));
    return redis;
  };
  const open = async (settings: Partial<CacheSettings> = {}, on = server) => {
    const cache = openCache({ name: 'shop', ...settings, link: ioredisLink(await clientOf(on)) });
    closing.push(() => cache.close());
    return cache;
  };
  /** Ended with the others, whatever becomes of the test. */
  const another = async (settings: readonly string[] = []) => {
    const one = await startRedis(settings);
    closing.push(() => one.stop());
    return one;
  };
  let keys = 0;
  const newKey = () => `product/${++keys}`;

  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(async () => {
    for (const close of closing) await close();
    await server.stop();
  });

  it('loads once and gives every caller a copy, null and what is not there included', async () => {
    const cache = await open();
    let loads = 0;
    const load = async () => ({ loads: ++loads });
    const key = newKey();
    const [first, second] = await Promise.all([cache.get(key, load), cache.get(key, load)]);
    expect([first, second, await cache.get(key, load)]).toEqual([{ loads: 1 }, { loads: 1 }, { loads: 1 }]);
    expect(first).not.toBe(second);
    const absent = newKey();
    let asked = 0;
    const nothing = async () => void asked++;
    expect([await cache.get(absent, nothing), await cache.get(absent, nothing), asked]).toEqual([null, null, 1]);
  });

  it('takes away all values of a tag by one command, also the one that is being loaded with what was before', async () => {
    const [reader, writer] = [await open(), await open()];
    const tags = [`customer/${newKey()}`, 'all'];
    const keys = Array.from({ length: 50 }, newKey);
    const get = (key: string, value: string) => reader.get(key, async () => value, { tags });
    for (const key of keys) expect(await get(key, 'old')).toBe('old');
    for (const key of keys) expect(await get(key, 'other')).toBe('old');
    const untouched = newKey();
    await reader.get(untouched, async () => 'kept', { tags: ['others', 'all'] });
    let go = () => {};
    const slow = newKey();
    const stopped = reader.get(
      slow,
      async () => {
        await new Promise<void>((resolve) => {
          go = resolve;
        });
        return 'old';
      },
      { tags },
    );
    await sleep(20);
    expect(await writer.invalidateTag(tags[0] ?? '')).toBe(true);
    go();
    await stopped;
    for (const key of [...keys, slow]) expect(await get(key, 'new')).toBe('new');
    expect(await reader.get(untouched, async () => 'loaded', { tags: ['others', 'all'] })).toBe('kept');
    expect(await writer.invalidateTag('all')).toBe(true);
    expect(await reader.get(untouched, async () => 'loaded', { tags: ['others', 'all'] })).toBe('loaded');
  });

  it('takes nothing for current whose tag was forgotten, and reads nothing whose tag it could not invalidate', async () => {
    const one = await another();
    const cache = await open({ commandTimeoutMs: 100 }, one);
    const [key, tags] = [newKey(), ['customer/1']];
    const get = (value: string) => cache.get(key, async () => value, { tags });
    expect(await get('old')).toBe('old');
    for (const name of (await askRedis(one.port, 'keys', 'ht:*')).split('\n')) await askRedis(one.port, 'del', name);
    expect(await get('new')).toBe('new');
    await one.signal('SIGSTOP');
    expect(await cache.invalidateTag('customer/1')).toBe(false);
    await one.signal('SIGCONT');
    expect(await get('newer')).toBe('newer');
    await sleep(500);
    expect(await get('newest')).toMatch(/^newer$|^newest$/);
  });

  it('refuses more tags than it asks for beside a value', async () => {
    const cache = await open();
    const tags = Array.from({ length: 17 }, (_, at) => `tag/${at}`);
    await expect(cache.get(newKey(), async () => 1, { tags })).rejects.toThrow('expected at most 16 tags; came 17');
    await expect(cache.get(newKey(), async () => 1, { tags: [''] })).rejects.toThrow('expected a key');
  });

  it('closes the window of cache-aside, in which a naive client stores the old row', async () => {
    const [reader, writer] = [await open(), await open()];
    const key = newKey();
    let row = 'old';
    const { promise: mayStore, resolve: store } = Promise.withResolvers<void>();
    const stopped = async () => {
      const read = row;
      await mayStore;
      return read;
    };
    const naive = await clientOf(server);
    const naiveRead = async () => naive.get('naive').then(async (hit) => hit ?? naive.set('naive', await stopped()));
    const reads = Promise.all([reader.get(key, stopped), naiveRead()]);
    await sleep(30);
    row = 'new';
    await naive.del('naive');
    expect(await writer.invalidate(key)).toBe(true);
    // In the process of the reader too, nobody who comes now is answered with what it has read.
    const late = reader.get(key, async () => row);
    store();
    await reads;
    expect([await late, await writer.get(key, async () => row), await reader.get(key, async () => row)]).toEqual([
      'new',
      'new',
      'new',
    ]);
    expect(await naive.get('naive')).toBe('old');
    naive.disconnect();
  });

  it('answers nobody with a load that was stored before he asked, and invalidated since, however late its answer comes', async () => {
    const [inner, writer] = [ioredisLink(await clientOf(server)), await open()];
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    const { promise: isStored, resolve: stored } = Promise.withResolvers<void>();
    const run: CacheLink['run'] = async (script, keys, args) => {
      const reply = await inner.run(script, keys, args);
      if (script !== put) return reply;
      stored();
      await mayAnswer;
      return reply;
    };
    const reader = openCache({ name: 'shop', link: { ...inner, run } });
    closing.push(() => reader.close());
    const key = newKey();
    const first = reader.get(key, async () => 'old');
    await isStored;
    expect(await writer.invalidate(key)).toBe(true);
    const late = reader.get(key, async () => 'new');
    await sleep(20);
    answer();
    expect([await first, await late]).toEqual(['old', 'new']);
  });

  it('loads once for a thousand callers of eight clients, also when the load takes longer than a lease', async () => {
    const caches = await Promise.all(Array.from({ length: 8 }, () => open({ leaseSeconds: 0.6 })));
    const key = newKey();
    let loads = 0;
    const load = async () => {
      loads++;
      await sleep(1300);
      return loads;
    };
    const calls = caches.flatMap((cache) => Array.from({ length: 125 }, () => cache.get(key, load)));
    expect(new Set(await Promise.all(calls))).toEqual(new Set([1]));
    expect(loads).toBe(1);
  });

  it('lets another load when who had the lease has died', async () => {
    const [dead, alive] = [await open({ leaseSeconds: 0.2 }), await open({ leaseSeconds: 0.2 })];
    const key = newKey();
    void dead.get(key, () => new Promise(() => {}));
    await sleep(20);
    await dead.close();
    expect(await alive.get(key, async () => 'alive')).toBe('alive');
  });

  it('leaves everything behind at a bump', async () => {
    const [one, other] = [await open({ name: 'bumped' }), await open({ name: 'bumped' })];
    const key = newKey();
    await other.get(key, async () => 1);
    await one.bump();
    await sleep(150);
    expect(await other.get(key, async () => 2)).toBe(2);
  });

  it('answers with what is stale while one loads again, and where the loader fails, as long as promised', async () => {
    const cache = await open({ freshSeconds: 0.1, staleWhileRevalidateSeconds: 5, refresh: 'behind' });
    const key = newKey();
    await cache.get(key, async () => 1);
    await sleep(120);
    expect(await cache.get(key, async () => 2)).toBe(1);
    await cache.idle();
    expect(await cache.get(key, async () => 3)).toBe(2);

    const lasting = await open({ freshSeconds: 0.1, staleIfErrorSeconds: 0.4 });
    const broken = async () => Promise.reject(new Error('no database'));
    const other = newKey();
    await lasting.get(other, async () => 1);
    await sleep(150);
    expect(await lasting.get(other, broken)).toBe(1);
    await sleep(450);
    await expect(lasting.get(other, broken)).rejects.toThrow('no database');
  });

  it('tells of what it cannot store, and answers all the same', async () => {
    const told: unknown[] = [];
    const cache = await open({ mostBytes: 100, onTrouble: (_, error) => told.push(error) });
    const long = 'x'.repeat(200);
    expect(await cache.get(newKey(), async () => long)).toBe(long);
    expect(await cache.get(newKey(), async () => 5n)).toBe(5n);
    expect(told.map((error) => (error as Error).name)).toEqual(['NotStored', 'NotStored']);
    await expect(cache.get('\ud800', async () => 1)).rejects.toMatchObject({ name: 'KeyRefused' });
    await expect(cache.get('', async () => 1)).rejects.toMatchObject({ name: 'KeyRefused' });
    expect(await cache.get('y'.repeat(60_000), async () => 1)).toBe(1);
  });

  it('keeps hot keys in the process where it may, and answers unasked no longer than it may', async () => {
    const [reader, writer] = [await open({ name: 'hot', hotSeconds: 0.3 }), await open({ name: 'hot' })];
    for (let times = 0; times < 300; times++) await reader.get('hot', async () => 'old');
    await writer.invalidate('hot');
    expect(await reader.get('hot', async () => 'new')).toBe('old');
    await sleep(320);
    expect(await reader.get('hot', async () => 'new')).toBe('new');
    // What this process itself takes away is gone at once.
    for (let times = 0; times < 300; times++) await reader.get('hot', async () => 'new');
    await reader.invalidate('hot');
    expect(await reader.get('hot', async () => 'newest')).toBe('newest');
  });

  it('tells people of its curve and its hot keys, and is left behind when they say so', async () => {
    const cache = await open({ name: 'told', reportSeconds: 0.05 });
    const ask = async (key: string) => cache.get(key, async () => 'x'.repeat(50));
    for (let turn = 0; turn < 40; turn++) {
      await Promise.all(['hot', 'hot', 'hot', `cold/${turn % 20}`].map(ask));
      await sleep(5);
    }
    const headroom = (...args: string[]) => typed('cache', ...args, '--at', `redis://127.0.0.1:${server.port}`);
    const { stdout } = await headroom('curve', 'told', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ processes: 1, keys: 21, choices: [] });
    const sized = await headroom('curve', 'told', '--nodes', 'small=1.37@0.032', '--miss-usd-per-million', '900');
    expect(sized.stdout).toContain('pays best: 1 of small');
    const hot = await headroom('hot', 'told');
    expect(hot.stdout.split('\n')[2]).toMatch(/\d+ {2}hot$/);
    expect(await headroom('bump', 'told', '--yes', '--dry-run')).toMatchObject({ exitCode: 0 });
    let loads = 0;
    await cache.get('hot', async () => ++loads);
    expect(await headroom('bump', 'told', '--yes')).toMatchObject({ exitCode: 0 });
    await cache.get('hot', async () => ++loads);
    expect(loads).toBe(1);
    expect(await headroom('curve', 'tldo')).toMatchObject({ exitCode: 1, stdout: '' });
    const nobody = await typed('cache', 'hot', 'told', '--at', 'redis://127.0.0.1:1');
    expect(nobody.stderr).toContain('nobody answers at 127.0.0.1:1');
  });

  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'answers by the loader after %s, and is back within a second',
    async (how) => {
      const own = await another();
      const cache = await open({ commandTimeoutMs: 100 }, own);
      const key = newKey();
      let row = 'old';
      const load = async () => {
        await sleep(loaderMs);
        return row;
      };
      await cache.get(key, load);
      await own.signal(how);
      row = 'new';
      expect(await cache.invalidate(key)).toBe(false);
      const calls = await Promise.all(Array.from({ length: 50 }, () => cache.get(key, load)));
      expect(new Set(calls)).toEqual(new Set(['new']));
      if (how === 'SIGKILL') await own.revive();
      else await own.signal('SIGCONT');
      await sleep(1000);
      // What could not be told has been told before anything was read.
      expect(await cache.get(key, load)).toBe('new');
      let loads = 0;
      await cache.get(key, async () => ++loads);
      expect(loads).toBe(0);
    },
  );

  it('forgets nothing that was invalidated when a server comes back with what it had saved before', async () => {
    const own = await another();
    const cache = await open({ freshSeconds: 600 }, own);
    await cache.get('saved', async () => 'old');
    await askRedis(own.port, 'save');
    expect(await cache.invalidate('saved')).toBe(true);
    await own.signal('SIGKILL');
    await own.revive();
    expect(Number(await askRedis(own.port, 'dbsize'))).toBe(2);
    let loads = 0;
    const load = async () => {
      loads++;
      return 'new';
    };
    for (let before = -1; before !== loads; await sleep(50)) {
      before = loads;
      expect(await cache.get('saved', load)).toBe('new');
    }
  });

  it('answers by the loader where the memory is full, and on a replica that only reads', async () => {
    const full = await another(['--maxmemory', '1mb', '--maxmemory-policy', 'noeviction']);
    const replica = await another(['--replicaof', server.host, String(server.port)]);
    for (const on of [full, replica]) {
      const cache = await open({}, on);
      for (let call = 0; call < 20; call++) expect(await cache.get(newKey(), async () => call)).toBe(call);
    }
  });
});

/** A command line, with nobody at its terminal. */
async function typed(...args: string[]) {
  const [out, err, input] = [new PassThrough(), new PassThrough(), new PassThrough()];
  input.end();
  const { signal } = new AbortController();
  const session = { version: '0', out, err, input, cwd: process.cwd(), signal, env: {}, nowMs: Date.now };
  const exitCode = await program(args, session);
  out.end();
  err.end();
  return { exitCode, stdout: await text(out), stderr: await text(err) };
}
