import fc from 'fast-check';
import type {
  PlanningLimits,
  PlanningShard,
  PlanningSituation,
  PlanningSlot,
} from '../../../../core/sharding/planning/situation.ts';

const limits: PlanningLimits = {
  stopAt: 1.1,
  apart: [],
  budgetBytes: null,
  restMs: 0,
  bytesPerSecond: 100,
  secondsPerMove: 10,
  dollarsPerGb: 0.02,
};

/** Shards `a`, `b`, `c`... of weight 1 with slots of these loads, each with ten bytes a unit of load. */
export function aSituation(
  loads: Readonly<Record<string, readonly number[]>>,
  given: Partial<PlanningLimits> = {},
  slot: (slot: PlanningSlot) => PlanningSlot = (one) => one,
): PlanningSituation {
  let number = 0;
  const slots = Object.entries(loads).flatMap(([shard, all]) =>
    all.map((load) => slot(aSlot({ slot: number++, shard, load, bytes: load * 10 }))),
  );
  const shards = Object.keys(loads).map((name) => ({ name, weight: 1, draining: false }));
  return { keyspace: 'shop', version: 3, atMs: 1e12, shards, slots, limits: { ...limits, ...given } };
}

function aSlot(given: Partial<PlanningSlot>): PlanningSlot {
  const rest = { pinned: null, heaviest: null, moving: false, movedAtMs: null };
  return { slot: 0, shard: 'a', epoch: 1, load: 1, bytes: 10, ...rest, ...given };
}

/** Any situation: up to 8 shards of various weights, up to 60 slots with heavy tails, some moving, resting or apart. */
export const situations: fc.Arbitrary<PlanningSituation> = fc
  .array(fc.record({ weight: fc.integer({ min: 1, max: 4 }), draining: fc.boolean() }), { minLength: 1, maxLength: 8 })
  .chain((all) => {
    const shards: PlanningShard[] = all.map(({ weight, draining }, index) => ({
      name: `s${index}`,
      weight,
      draining: draining && index > 0 && index % 3 === 0,
    }));
    const slot = fc.record({
      shard: fc.nat(shards.length - 1).map((index) => `s${index}`),
      load: fc.oneof(fc.nat(20), fc.nat(400)),
      bytes: fc.nat(10_000),
      moving: fc.nat(9).map((chance) => chance === 0),
      movedAtMs: fc.constantFrom(null, null, 1e12 - 1000, 1e12 - 1e9),
    });
    return fc.record({
      shards: fc.constant(shards),
      slots: fc.array(slot, { minLength: 1, maxLength: 60 }),
      stopAt: fc.constantFrom(1.05, 1.1, 1.25),
      apart: fc.array(fc.uniqueArray(fc.nat(30), { minLength: 2, maxLength: 3 }), { maxLength: 2 }),
      budgetBytes: fc.constantFrom(null, null, 0, 5000),
    });
  })
  .map(({ shards, slots, ...given }) => ({
    keyspace: 'shop',
    version: 3,
    atMs: 1e12,
    shards,
    slots: slots.map((slot, index) => aSlot({ ...slot, slot: index })),
    limits: { ...limits, restMs: 3_600_000, ...given },
  }));
