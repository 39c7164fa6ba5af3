import { murmur3 } from './murmur3.ts';
import type { ShardMap } from './shard-map.ts';
import { slotName } from './slot-name.ts';

/** Where a key's rows are, as far as the map knows. */
export interface Route {
  readonly slot: number;
  readonly shard: string;
  readonly epoch: number;
  /** Under which the shard holds the slot. */
  readonly name: string;
}

/**
 * Tells keys' slots by one version of the map. A key costs one hash and one look into a table; only keys whose slot is also
 * some pinned key's are looked up among the pins. Nothing is allocated but each slot's route, once.
 */
export class KeyRouter {
  readonly map: ShardMap;
  private readonly shift: number;
  /** One bit a hashed slot: whether some pinned key hashes there. */
  private readonly pinned: Uint32Array;
  private readonly routes: (Route | null)[];

  constructor(map: ShardMap) {
    this.map = map;
    this.shift = 32 - map.bits;
    this.pinned = new Uint32Array(Math.max(1, (2 ** map.bits) >>> 5));
    this.routes = new Array<Route | null>(map.owner.length).fill(null);
    for (const key of map.pins.keys()) {
      const slot = this.hashedSlot(key);
      this.pinned[slot >>> 5] = (this.pinned[slot >>> 5] ?? 0) | (1 << (slot & 31));
    }
  }

  slotOf(key: string): number {
    const slot = murmur3(key, this.map.seed) >>> this.shift;
    if (((this.pinned[slot >>> 5] ?? 0) & (1 << (slot & 31))) === 0) return slot;
    return this.map.pins.get(key) ?? slot;
  }

  /** The slot of a key that is not pinned, or was not. */
  hashedSlot(key: string): number {
    return murmur3(key, this.map.seed) >>> this.shift;
  }

  route(key: string): Route {
    return this.routeOf(this.slotOf(key));
  }

  /** Of a slot that the map has. */
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
