import KeyvRedis from '@keyv/redis';
import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { redisDriver } from 'bentocache/drivers/redis';
import { createCache } from 'cache-manager';
import { type Cluster, Redis } from 'ioredis';
import { Keyv } from 'keyv';
import { ioredisKnobs, ioredisLink, openCache } from '../../../clients/cache.ts';
import type { Topology } from '../topologies.ts';

/** A cache as an application would use it, and what is reckoned with of it. */
export interface Contestant {
  readonly name: 'headroom' | 'ioredis' | 'cache-manager' | 'bentocache';
  readonly knobs: 'default' | 'best';
  readonly connectTimeoutMs: number;
  get(key: string, load: () => Promise<unknown>): Promise<unknown>;
  close(): Promise<void>;
}

const ttlSeconds = 600;
const quickMs = 300;

export async function headroom(topology: Topology): Promise<Contestant> {
  const redis = await topology.client();
  const cache = openCache({ name: 'bench', freshSeconds: ttlSeconds, link: ioredisLink(redis) });
  return {
    name: 'headroom',
    knobs: 'default',
    connectTimeoutMs: ioredisKnobs.connectTimeout,
    get: (key, load) => cache.get(key, load),
    close: () => cache.close(),
  };
}

/** What a hit of ours is held against: a plain GET of the same servers, by a client with the same knobs. */
export async function plainOn(topology: Topology): Promise<Contestant> {
  return plain('best', await topology.client(), ioredisKnobs.connectTimeout);
}

/** Each as it comes, and as well as it can be set for a server that dies. */
export const peers: readonly ((port: number) => Contestant)[] = [
  (port) => plain('default', new Redis(port), 10_000),
  (port) => plain('best', new Redis({ ...ioredisKnobs, port, commandTimeout: 200 }), ioredisKnobs.connectTimeout),
  (port) => cacheManager('default', new KeyvRedis(`redis://127.0.0.1:${port}`), 5000),
  (port) =>
    cacheManager(
      'best',
      new KeyvRedis(
        { url: `redis://127.0.0.1:${port}`, disableOfflineQueue: true, socket: { connectTimeout: quickMs } },
        { connectionTimeout: quickMs, throwOnConnectError: false },
      ),
      quickMs,
    ),
  (port) => bentocache('default', port),
  (port) => bentocache('best', port),
];

/** GET, else load and SET; at its best whatever fails is passed over. */
function plain(knobs: Contestant['knobs'], redis: Redis | Cluster, connectTimeoutMs: number): Contestant {
  redis.on('error', () => {});
  const passOver = <T>(asked: Promise<T>) => (knobs === 'best' ? asked.catch(() => null) : asked);
  return {
    name: 'ioredis',
    knobs,
    connectTimeoutMs,
    get: async (key, load) => {
      const text = await passOver(redis.get(key));
      if (text !== null) return JSON.parse(text);
      const value = await load();
      await passOver(redis.set(key, JSON.stringify(value), 'EX', ttlSeconds));
      return value;
    },
    close: async () => redis.disconnect(),
  };
}

function cacheManager(knobs: Contestant['knobs'], store: KeyvRedis<unknown>, connectTimeoutMs: number): Contestant {
  const keyv = new Keyv({ store });
  keyv.on('error', () => {});
  store.on('error', () => {});
  const cache = createCache({ stores: [keyv] });
  return {
    name: 'cache-manager',
    knobs,
    connectTimeoutMs,
    get: (key, load) => cache.wrap(key, load, ttlSeconds * 1000),
    // A client that waits for a dead server for ever is left to the end of the process.
    close: async () => void store.disconnect(true).catch(() => {}),
  };
}

/** At its best with a level in memory, before which errors of the second are passed over; it may then answer with what is old. */
function bentocache(knobs: Contestant['knobs'], port: number): Contestant {
  const connection = knobs === 'best' ? new Redis({ ...ioredisKnobs, port }) : new Redis({ port });
  connection.on('error', () => {});
  const redis = redisDriver({ connection });
  const store = bentostore();
  const cache = new BentoCache({
    default: 'both',
    stores: {
      both: (knobs === 'best' ? store.useL1Layer(memoryDriver({ maxItems: 10_000 })) : store).useL2Layer(redis),
    },
  });
  return {
    name: 'bentocache',
    knobs,
    connectTimeoutMs: knobs === 'best' ? ioredisKnobs.connectTimeout : 10_000,
    get: (key, load) => cache.getOrSet({ key, ttl: `${ttlSeconds}s`, factory: load }),
    close: () => cache.disconnectAll(),
  };
}
