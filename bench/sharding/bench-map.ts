import { seeded } from '../../core/model/seeded.ts';
import type { ShardMap } from '../../core/sharding/map/shard-map.ts';

const bits = 12;
const shards = 32;

/** 4,096 slots in blocks over 32 shards of which a tenth has moved since, anywhere, and 1,000 pinned keys. */
export function aBenchMap(pinned = 1000): ShardMap {
  const random = seeded(1);
  const slots = 2 ** bits;
  const owner = new Uint16Array(slots + pinned);
  const epoch = new Uint32Array(slots + pinned).fill(1);
  for (let slot = 0; slot < slots; slot++) {
    const moved = random() < 0.1;
    owner[slot] = moved ? Math.floor(random() * shards) : Math.floor((slot * shards) / slots);
    if (moved) epoch[slot] = 2 + Math.floor(random() * 3);
  }
  for (let pin = 0; pin < pinned; pin++) owner[slots + pin] = Math.floor(random() * shards);
  return {
    keyspace: 'bench',
    version: 1,
    bits,
    seed: 0,
    shards: Array.from({ length: shards }, (_, index) => ({ name: `shard-${index}`, weight: 1 })),
    owner,
    epoch,
    pins: new Map(Array.from({ length: pinned }, (_, pin) => [`pinned-${pin * 31}`, slots + pin])),
  };
}
