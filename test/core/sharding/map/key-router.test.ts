import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyRouter } from '../../../../core/sharding/map/key-router.ts';
import { murmur3 } from '../../../../core/sharding/map/murmur3.ts';
import { aMap } from './a-map.ts';

describe('a key', () => {
  it('is in the slot of the highest bits of its hash, for every number of bits', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 16 }), (key, bits) => {
        const slot = new KeyRouter(aMap({ bits })).slotOf(key);
        expect(slot).toBe(Math.floor((murmur3(key, 7) >>> 0) / 2 ** (32 - bits)));
      }),
    );
  });

  it('is routed to the owner of its slot, under the name with the epoch in it', () => {
    const map = aMap();
    map.epoch[5] = 12;
    const router = new KeyRouter(map);
    const key = Array.from({ length: 100 }, (_, index) => `key-${index}`).find((one) => router.slotOf(one) === 5);
    expect(router.route(key ?? '')).toEqual({ slot: 5, shard: 'b', epoch: 12, name: 'ls00005_e12' });
  });

  it('that is pinned goes to its own slot, and no other goes with it', () => {
    const keys = fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(keys, fc.nat(20), (all, pinned) => {
        const pins = new Map(all.slice(0, pinned).map((key, index) => [key, 8 + index]));
        const router = new KeyRouter(aMap({ pins }));
        for (const key of all) expect(router.slotOf(key)).toBe(pins.get(key) ?? router.hashedSlot(key));
      }),
    );
  });

  it('has its slot among those to look through', () => {
    const router = new KeyRouter(aMap({ pins: new Map([['big', 9]]) }));
    expect(router.slots()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 9]);
  });
});

describe('100,000 keys', () => {
  it('spread evenly: no one of 32 shards has a tenth more than the mean', () => {
    const shards = Array.from({ length: 32 }, (_, index) => ({ name: `s${index}`, weight: 1 }));
    const router = new KeyRouter(aMap({ bits: 12, shards }));
    const counts = new Map<string, number>();
    for (let key = 0; key < 100_000; key++) {
      const { shard } = router.route(`tenant-${key}`);
      counts.set(shard, (counts.get(shard) ?? 0) + 1);
    }
    expect(Math.max(...counts.values()) / (100_000 / 32)).toBeLessThan(1.1);
  });
});
