import type { ShardMap } from '../../../../core/sharding/map/shard-map.ts';

/** A map of 8 slots on shards `a` and `b`, in blocks, all in epoch 1. */
export function aMap(given: Partial<ShardMap> = {}): ShardMap {
  const bits = given.bits ?? 3;
  const shards = given.shards ?? ['a', 'b'].map((name) => ({ name, weight: 1 }));
  return {
    keyspace: 'shop',
    version: 1,
    bits,
    seed: 7,
    shards,
    owner: Uint16Array.from({ length: 2 ** bits }, (_, slot) => Math.floor((slot * shards.length) / 2 ** bits)),
    epoch: new Uint32Array(2 ** bits).fill(1),
    pins: new Map(),
    ...given,
  };
}
