import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packSituation, unpackSituation } from '../../../../core/sharding/planning/packed-situation.ts';
import { aSituation, situations } from './a-situation.ts';

it('a packed situation unpacks to what was packed, as JSON too', () => {
  const named = situations.map((situation) => ({
    ...situation,
    slots: situation.slots.map((slot) => ({
      ...slot,
      pinned: slot.slot % 5 === 0 ? `key-${slot.slot}` : null,
      heaviest: slot.slot % 3 === 0 ? { key: 'k', part: 0.5 } : null,
    })),
  }));
  fc.assert(
    fc.property(named, (situation) => {
      expect(unpackSituation(JSON.parse(JSON.stringify(packSituation(situation))))).toEqual(situation);
    }),
  );
});

it('4,096 slots have room in one entry', () => {
  const loads = Object.fromEntries(
    Array.from({ length: 32 }, (_, shard) => [`shard-${shard}`, Array.from({ length: 128 }, () => 123.456789)]),
  );
  const situation = aSituation(loads, {}, (slot) => ({ ...slot, bytes: 12_345_678_901, movedAtMs: 1_700_000_000_000 }));
  expect(JSON.stringify(packSituation(situation)).length).toBeLessThan(250_000);
});
