import { seeded } from '../../core/model/seeded.ts';

export interface MadeUpSlot {
  readonly shard: number;
  readonly load: number;
  readonly bytes: number;
}

/**
 * Slots in blocks over shards, with loads of tenants of Zipf's sizes and bytes that go with them loosely: a slot is the sum
 * of its tenants, of which there are ten for each.
 */
export function madeUpSlots(slots: number, shards: number, seed: number): MadeUpSlot[] {
  const random = seeded(seed);
  const load = new Float64Array(slots);
  const bytes = new Float64Array(slots);
  const tenants = slots * 10;
  for (let rank = 1; rank <= tenants; rank++) {
    const slot = Math.floor(random() * slots);
    const size = 1 / rank ** 0.8;
    load[slot] = (load[slot] ?? 0) + size;
    bytes[slot] = (bytes[slot] ?? 0) + size * Math.exp(2 * random() - 1) * 1e9;
  }
  return Array.from({ length: slots }, (_, slot) => ({
    shard: Math.floor((slot * shards) / slots),
    load: load[slot] ?? 0,
    bytes: Math.round(bytes[slot] ?? 0),
  }));
}
