import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packMap, unpackMap } from '../../../../core/sharding/map/map-blob.ts';
import { murmur3 } from '../../../../core/sharding/map/murmur3.ts';
import { aMap } from './a-map.ts';

const maps = fc.array(fc.tuple(fc.nat(0xffff), fc.nat(0xffffffff)), { minLength: 1, maxLength: 300 }).chain((slots) =>
  fc.dictionary(fc.string({ unit: 'binary' }), fc.nat(slots.length - 1)).map((pins) => ({
    owner: Uint16Array.from(slots, ([owner]) => owner),
    epoch: Uint32Array.from(slots, ([, epoch]) => epoch),
    pins: new Map(Object.entries(pins)),
  })),
);

describe('a packed map', () => {
  it('unpacks to what was packed', () => {
    fc.assert(
      fc.property(maps, (map) => {
        expect(unpackMap(packMap(map))).toEqual(map);
      }),
    );
  });

  it('unpacks from the middle of a buffer, as the network delivers it', () => {
    const packed = packMap(aMap());
    const padded = new Uint8Array(packed.length + 3);
    padded.set(packed, 3);
    expect(unpackMap(padded.subarray(3)).owner).toEqual(aMap().owner);
  });

  it('has at most 2 kB for 4,096 slots of which a tenth has moved', () => {
    const shards = Array.from({ length: 32 }, (_, index) => ({ name: `s${index}`, weight: 1 }));
    const map = aMap({ bits: 12, shards });
    for (let slot = 0; slot < 4096; slot++) {
      const chance = murmur3(`slot ${slot}`, 1) >>> 0;
      if (chance % 10 > 0) continue;
      map.owner[slot] = (chance >>> 8) % 32;
      map.epoch[slot] = 2 + ((chance >>> 16) % 3);
    }
    expect(deflateRawSync(packMap(map), { level: 9 }).length).toBeLessThanOrEqual(2048);
  });

  it.each([
    [new Uint8Array(), 'a map has at least 5 bytes, not 0'],
    [Uint8Array.of(2, 0, 0, 0, 0), 'the map has format 2 and this release reads 1; update headroom here'],
    [packMap(aMap()).subarray(0, 20), 'a map of 8 slots has 53 bytes or more'],
    [packMap(aMap()).subarray(0, 54), 'the pins of the map are not JSON; was it cut off?'],
  ])('that is broken is told from a whole one', (bytes, message) => {
    expect(() => unpackMap(bytes)).toThrow(message);
  });
});
