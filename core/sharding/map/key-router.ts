import { murmur3 } from './murmur3.ts';
import type { ShardMap } from './shard-map.ts';
import { slotName } from './slot.ts';

/** Where a key's rows are, as far as the map knows. */
export interface Route {
  readonly slot: number;
  readonly shard: string;
  readonly epoch: number;
  /** Under which the shard holds the slot. */
  readonly name: string;
}

/** So many of the hash's lowest bits tell whether a key may be pinned; of 1,000 pins, 1.5 % of the others look so too. */
const maskBits = 16;
const mask = 2 ** maskBits - 1;

/**
 * Tells keys' slots by one version of the map. A key costs one hash and two looks into tables; only keys whose hash is much
 * like some pinned key's are looked up among the pins. Nothing is allocated but each slot's route, once.
 */
export class KeyRouter {
  readonly map: ShardMap;
  private readonly shift: number;
  /** One bit for each value of the hash's lowest bits: whether some pinned key has it. */
  private readonly pinned = new Uint32Array((2 ** maskBits) >>> 5);
  private readonly routes: (Route | null)[];

  constructor(map: ShardMap) {
    this.map = map;
    this.shift = 32 - map.bits;
    this.routes = new Array<Route | null>(map.owner.length).fill(null);
    for (const key of map.pins.keys()) {
      const low = murmur3(key, map.seed) & mask;
      this.pinned[low >>> 5] = (this.pinned[low >>> 5] ?? 0) | (1 << (low & 31));
    }
  }

  slotOf(key: string): number {
    const hash = murmur3(key, this.map.seed);
    const slot = hash >>> this.shift;
    const low = hash & mask;
    if (((this.pinned[low >>> 5] ?? 0) & (1 << (low & 31))) === 0) return slot;
    return this.map.pins.get(key) ?? slot;
  }

  /** The slot of a key that is not pinned, or was not. */
  hashedSlot(key: string): number {
    return murmur3(key, this.map.seed) >>> this.shift;
  }

  route(key: string): Route {
    return this.routeOf(this.slotOf(key));
  }

  /** Where a slot is that the map has. */
  routeOf(slot: number): Route {
    return this.routes[slot] ?? this.makeRoute(slot);
  }

  /** Slots in which keys can be: the hashed ones and those of pins. */
  slots(): number[] {
    const hashed = Array.from({ length: 2 ** this.map.bits }, (_, slot) => slot);
    return [...hashed, ...this.map.pins.values()];
  }

  private makeRoute(slot: number): Route {
    const epoch = this.map.epoch[slot] ?? 0;
    const shard = this.map.shards[this.map.owner[slot] ?? 0]?.name ?? '';
    const made = { slot, shard, epoch, name: slotName(slot, epoch) };
    this.routes[slot] = made;
    return made;
  }
}
