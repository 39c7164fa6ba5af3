import ConsistentHash from 'consistent-hash';
import HashRing from 'hashring';
import { MapWatch } from '../../adapters/sharding/client/map-watch.ts';
import { ShardClient } from '../../adapters/sharding/client/shard-client.ts';
import { ShardPools } from '../../adapters/sharding/client/shard-pools.ts';
import { memoryKeyspaces } from '../../adapters/sharding/map/memory.ts';
import { median } from '../median.ts';
import { aBenchMap } from './bench-map.ts';

const shards = Array.from({ length: 32 }, (_, index) => `shard-${index}`);
const batch = 1000;
const keyspace = 'bench';

/** Routing goes to no shard. */
const unused = async () => {
  throw new Error('no shard is asked here');
};

/** What each routes a key to; the number is only there so that nothing is optimised away. */
export type Router = 'headroom' | 'hashring' | 'consistent-hash';

const routers: Readonly<Record<Router, () => Promise<(key: string) => unknown>>> = {
  headroom: async () => {
    const store = memoryKeyspaces();
    await store.create(aBenchMap());
    const watch = await MapWatch.open({ store, keyspace, refreshMs: 30_000, random: Math.random, onTrouble: () => {} });
    const pools = new ShardPools({ config: unused, credentials: unused, pool: {} });
    const parts = { keyspace, watch, store, pools, nowMs: Date.now, random: Math.random, pause: unused };
    const client = new ShardClient(parts);
    return (key) => client.route(key);
  },
  hashring: async () => {
    const ring = new HashRing(shards);
    return (key) => ring.get(key);
  },
  'consistent-hash': async () => {
    const ring = new ConsistentHash();
    for (const shard of shards) ring.add(shard);
    return (key) => ring.get(key);
  },
};

/**
 * Nanoseconds that one lookup takes: the middle one of so many batches of a thousand, after a warm-up, with so many keys in
 * turn, and by how many bytes the heap grew for each. To be run in a process of its own.
 */
export async function measureLookup(
  name: Router,
  batches: number,
  different: number,
): Promise<{ readonly ns: number; readonly heapBytes: number }> {
  const lookUp = await routers[name]();
  const keys = Array.from({ length: different }, (_, index) => `tenant-${100_000 + index * 7919}`);
  let next = 0;
  const times = new Float64Array(batches);
  let found: unknown;
  const run = () => {
    for (let round = 0; round < batches; round++) {
      const startMs = performance.now();
      for (let at = 0; at < batch; at++) {
        found = lookUp(keys[next] ?? '');
        next = next + 1 === different ? 0 : next + 1;
      }
      times[round] = performance.now() - startMs;
    }
  };
  run();
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  run();
  const grown = process.memoryUsage().heapUsed - before;
  if (found === undefined) throw new Error(`${name} routes nowhere`);
  return { ns: (median([...times]) * 1e6) / batch, heapBytes: grown / (batches * batch) };
}
