import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tell } from '../../../../core/model/reason.ts';
import { makePlan } from '../../../../core/sharding/planning/make-plan.ts';
import type { Goal, Plan, ShardForecast } from '../../../../core/sharding/planning/plan.ts';
import type { PlanningSituation } from '../../../../core/sharding/planning/situation.ts';
import { aSituation, situations } from './a-situation.ts';

const balance: Goal = { is: 'balance' };
const told = (plan: Plan) => (plan.unreached === null ? null : tell(plan.unreached));
const pairs = (plan: Plan) => plan.moves.map(({ slot, from, to }) => `${slot}:${from}>${to}`);

/** Where every slot is after a plan. */
function placed(situation: PlanningSituation, plan: Plan): Map<number, string> {
  const at = new Map(situation.slots.map(({ slot, shard }) => [slot, shard]));
  for (const { slot, to } of plan.moves) at.set(slot, to);
  return at;
}

/** The fullest shard over the mean of those that carry, worked out anew. */
function fullestOverMean({ shards, slots }: PlanningSituation, at: ReadonlyMap<number, string>): number {
  const carrying = shards.filter(({ draining }) => !draining);
  const mean = slots.reduce((sum, { load }) => sum + load, 0) / carrying.reduce((sum, { weight }) => sum + weight, 0);
  const ratios = carrying.map(({ name, weight }) => {
    const load = slots.reduce((sum, one) => sum + (at.get(one.slot) === name ? one.load : 0), 0);
    return mean === 0 ? 0 : load / weight / mean;
  });
  return Math.max(...ratios);
}

/** The most that a shard should carry. */
function capOf({ shards, slots, limits }: PlanningSituation, { shard, weight }: ShardForecast): number {
  if (shards.find(({ name }) => name === shard)?.draining) return 0;
  const carrying = shards.reduce((sum, one) => sum + (one.draining ? 0 : one.weight), 0);
  return (slots.reduce((sum, { load }) => sum + load, 0) / carrying) * weight * limits.stopAt;
}

const totalBytes = ({ slots }: PlanningSituation) => slots.reduce((sum, { bytes }) => sum + bytes, 0);

describe('a plan to balance', () => {
  it('reaches what it should, or says why not', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const plan = makePlan('p', balance, situation);
        const ratio = fullestOverMean(situation, placed(situation, plan));
        expect(plan.maxOverMean.after).toBeCloseTo(ratio, 6);
        if (plan.unreached === null) expect(ratio).toBeLessThanOrEqual(situation.limits.stopAt + 1e-6);
        else expect(told(plan)).not.toContain('{');
      }),
      { numRuns: 500 },
    );
  });

  it('never makes the fullest shard fuller, and moves nothing where none is too full', () => {
    const unbound = situations.map((one) => ({ ...one, limits: { ...one.limits, apart: [] } }));
    fc.assert(
      fc.property(unbound, (situation) => {
        const plan = makePlan('p', balance, situation);
        const before = plan.maxOverMean.before;
        expect(plan.maxOverMean.after).toBeLessThanOrEqual(Math.max(before, situation.limits.stopAt) + 1e-9);
        if (before <= situation.limits.stopAt) expect(plan.moves).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('moves only slots that rest no more and that nobody moves, within its budget, and to shards that may have them', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const plan = makePlan('p', balance, situation);
        const at = placed(situation, plan);
        const { budgetBytes, apart } = situation.limits;
        expect(plan.bytes).toBe(plan.moves.reduce((sum, { bytes }) => sum + bytes, 0));
        if (budgetBytes !== null) expect(plan.bytes).toBeLessThanOrEqual(budgetBytes);
        expect(new Set(plan.moves.map(({ slot }) => slot)).size).toBe(plan.moves.length);
        for (const { slot, from, to, epoch, bytes, load } of plan.moves) {
          const found = situation.slots.find((one) => one.slot === slot);
          expect(found).toMatchObject({ shard: from, epoch, bytes, load });
          expect(found?.moving).toBe(false);
          expect(situation.atMs - (found?.movedAtMs ?? 0)).toBeGreaterThanOrEqual(situation.limits.restMs);
          expect(situation.shards.find(({ name }) => name === to)?.draining).toBe(false);
          const others = apart.filter((group) => group.includes(slot)).flat();
          expect(others.filter((other) => other !== slot && at.get(other) === to)).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leaves no slot away from home that would fit there, nor one that fewer bytes of the same load could stand for', () => {
    const unbound = situations.map((one) => ({ ...one, limits: { ...one.limits, apart: [] } }));
    fc.assert(
      fc.property(unbound, (situation) => {
        const plan = makePlan('p', balance, situation);
        const caps = new Map(plan.shards.map((shard) => [shard.shard, capOf(situation, shard)]));
        for (const { slot, from, load, bytes } of plan.moves) {
          const home = plan.shards.find(({ shard }) => shard === from);
          expect((home?.load.after ?? 0) + load).toBeGreaterThan((caps.get(from) ?? 0) * (1 - 1e-9));
          const twins = situation.slots.filter((one) => one.shard === from && one.load === load && one.bytes < bytes);
          const unmoved = twins.filter((one) => !plan.moves.some((move) => move.slot === one.slot));
          expect(unmoved.filter((one) => !one.moving && one.movedAtMs === null && one.slot !== slot)).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is the same for the same situation', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const copy = structuredClone(situation);
        expect(makePlan('p', balance, situation)).toEqual(makePlan('p', balance, copy));
        expect(situation).toEqual(copy);
      }),
      { numRuns: 200 },
    );
  });

  it('never moves fewer bytes than the least it tells, where it reaches its goal with nothing apart', () => {
    const unbound = situations.map((one) => ({ ...one, limits: { ...one.limits, apart: [] } }));
    fc.assert(
      fc.property(unbound, (situation) => {
        const plan = makePlan('p', balance, situation);
        if (plan.unreached === null) expect(plan.bytes).toBeGreaterThanOrEqual((plan.leastBytes ?? 0) - 1e-6);
      }),
      { numRuns: 500 },
    );
  });

  it('takes from the fullest what relieves it by the fewest bytes', () => {
    const situation = aSituation({ a: [30, 30, 30, 30], b: [20, 20], c: [20, 20] }, {}, (slot) =>
      slot.slot === 2 ? { ...slot, bytes: 50 } : slot,
    );
    const plan = makePlan('p', balance, situation);
    expect(pairs(plan)).toContain('2:a>b');
    expect(plan.maxOverMean.before).toBeCloseTo(1.8);
  });

  it('lets a smaller slot take the place of a larger one that does no better', () => {
    const bytes = [17, 18, 17];
    const situation = aSituation({ a: [13, 16, 15], b: [], c: [] }, {}, (slot) => ({
      ...slot,
      bytes: bytes[slot.slot] ?? 0,
    }));
    expect(makePlan('p', balance, situation).bytes).toBe(34);
  });

  it('swaps where nothing fits alone', () => {
    const plan = makePlan('p', balance, aSituation({ a: [60, 61], b: [40, 39] }));
    expect(plan.moves).toHaveLength(2);
    expect(plan.unreached).toBeNull();
    expect(plan.maxOverMean.after).toBeLessThanOrEqual(1.1);
  });

  it('respects weights: twice the weight carries twice the load', () => {
    const situation = aSituation({ a: [10, 10, 10, 10, 10, 10], b: [10, 10, 10] });
    const weighted = {
      ...situation,
      shards: situation.shards.map((one) => (one.name === 'a' ? { ...one, weight: 2 } : one)),
    };
    expect(makePlan('p', balance, weighted).moves).toEqual([]);
    expect(makePlan('p', balance, situation).moves.length).toBeGreaterThan(0);
  });

  it('brings slots apart that should not be together', () => {
    const plan = makePlan('p', balance, aSituation({ a: [10, 10], b: [10, 10] }, { apart: [[0, 1]], stopAt: 1.6 }));
    expect(pairs(plan)).toEqual(['1:a>b']);
  });

  it('says that slots cannot be apart where there are too few shards', () => {
    const plan = makePlan('p', balance, aSituation({ a: [10, 10, 10], b: [10] }, { apart: [[0, 1, 2]] }));
    expect(told(plan)).toBe('what should be apart is not, in 1 slot');
  });

  it('says that its window is spent', () => {
    const plan = makePlan('p', balance, aSituation({ a: [50, 50], b: [1, 1] }, { budgetBytes: 100 }));
    expect(plan.moves).toEqual([]);
    expect(told(plan)).toMatch(/this window lets 100 more bytes be moved, of \d/);
  });

  it('advises to pin the key of a slot that no plan can balance, and says that it does not reach its goal', () => {
    const situation = aSituation({ a: [100, 5], b: [5, 5], c: [5, 5] }, {}, (slot) =>
      slot.slot === 0 ? { ...slot, heaviest: { key: 'tenant-9', part: 0.8 } } : slot,
    );
    const plan = makePlan('p', balance, situation);
    expect(plan.advice).toEqual([
      {
        slot: 0,
        key: 'tenant-9',
        percent: 80,
        because: expect.objectContaining({ percentOfMean: 240, says: expect.stringContaining('pin it') }),
      },
    ]);
    expect(told(plan)).toContain('its heaviest slot is 100 % of it');
    expect(pairs(plan)).toEqual(['1:a>b']);
  });

  it('asks for a bigger shard where the slot is one key’s already', () => {
    const situation = aSituation({ a: [100], b: [5] }, {}, (slot) => ({
      ...slot,
      pinned: slot.slot === 0 ? 'big' : null,
    }));
    const [advice] = makePlan('p', balance, situation).advice;
    expect(advice?.key).toBeNull();
    expect(tell(advice?.because ?? { says: '' })).toContain('it needs a shard of more weight');
  });
});

describe('a plan with a new shard', () => {
  it('moves at most a tenth more than its part, all of it to the new shard', () => {
    const fresh = situations.map(({ shards, ...rest }) => {
      const old = shards.map((shard) => ({ ...shard, draining: false }));
      return { ...rest, shards: [...old, { name: 'new', weight: 1, draining: false }] };
    });
    fc.assert(
      fc.property(fresh, (situation) => {
        const plan = makePlan('p', { is: 'add', shards: ['new'] }, situation);
        const weights = situation.shards.reduce((sum, { weight }) => sum + weight, 0);
        expect(plan.bytes).toBeLessThanOrEqual((1.1 / weights) * totalBytes(situation) + 1e-6);
        expect(plan.moves.every(({ to }) => to === 'new')).toBe(true);
        const forecast = plan.shards.find(({ shard }) => shard === 'new');
        const mean = situation.slots.reduce((sum, { load }) => sum + load, 0) / weights;
        expect(forecast?.load.after).toBeLessThanOrEqual(mean + 1e-6);
      }),
      { numRuns: 500 },
    );
  });

  it('fills it to nearly its part', () => {
    const ten = Array.from({ length: 40 }, () => 5);
    const plan = makePlan('p', { is: 'add', shards: ['e'] }, aSituation({ a: ten, b: ten, c: ten, d: ten, e: [] }));
    const [mean, fresh] = [160, plan.shards.find(({ shard }) => shard === 'e')];
    expect(fresh?.load.after).toBeGreaterThanOrEqual(mean * 0.95);
    expect(plan.unreached).toBeNull();
  });
});

describe('a plan to drain', () => {
  it('takes everything off the shard, and evenly', () => {
    const plan = makePlan(
      'p',
      { is: 'drain', shard: 'c' },
      aSituation({ a: [10, 10], b: [10, 10], c: [5, 5, 5, 5, 0] }),
    );
    expect(plan.moves).toHaveLength(5);
    expect(plan.moves.every(({ from, to }) => from === 'c' && to !== 'c')).toBe(true);
    expect(plan.shards.map(({ load }) => load.after)).toEqual([30, 30, 0]);
    expect(plan.leastBytes).toBe(plan.bytes);
    expect(plan.unreached).toBeNull();
  });

  it('gives nothing to another shard that is being emptied too', () => {
    const situation = aSituation({ a: [1], b: [1, 1], c: [] }, { apart: [[1, 2]], stopAt: 3 });
    const shards = situation.shards.map((one) => ({ ...one, draining: one.name === 'c' }));
    expect(pairs(makePlan('p', { is: 'drain', shard: 'b' }, { ...situation, shards }))).toEqual(['1:b>a']);
    expect(pairs(makePlan('p', balance, { ...situation, shards }))).toEqual(['2:b>a']);
  });

  it('cannot drain the last shard', () => {
    const plan = makePlan('p', { is: 'drain', shard: 'a' }, aSituation({ a: [1] }));
    expect(plan.moves).toEqual([]);
    expect(plan.blockers.map(tell)).toEqual(['no other shard could take what "a" has; add one first']);
  });

  it('says which slots stay', () => {
    const situation = aSituation({ a: [5], b: [5, 5] }, {}, (slot) => ({ ...slot, moving: slot.slot === 1 }));
    expect(told(makePlan('p', { is: 'drain', shard: 'b' }, situation))).toContain('1 slot stays');
  });
});

describe('a plan that a person asks for', () => {
  it('splits a shard: half of its load goes, by the fewest bytes', () => {
    const situation = aSituation({ a: [10, 10, 10, 10], b: [] }, {}, (slot) => ({ ...slot, bytes: 100 - slot.slot }));
    const plan = makePlan('p', { is: 'split', shard: 'a', to: 'b' }, situation);
    expect(plan.moves.map(({ slot }) => slot).sort()).toEqual([2, 3]);
  });

  it('merges a shard into another, whole', () => {
    const plan = makePlan('p', { is: 'merge', shard: 'b', to: 'a' }, aSituation({ a: [10], b: [1, 2, 3], c: [0] }));
    expect(plan.moves.map(({ to }) => to)).toEqual(['a', 'a', 'a']);
  });

  it('moves one slot, also one that would rest', () => {
    const situation = aSituation({ a: [10], b: [1] }, { restMs: 1e9 }, (slot) => ({ ...slot, movedAtMs: 1e12 - 1 }));
    expect(pairs(makePlan('p', { is: 'move', slot: 0, to: 'b' }, situation))).toEqual(['0:a>b']);
  });

  it.each<[Goal, string]>([
    [{ is: 'move', slot: 0, to: 'z' }, 'there is no shard "z"; add it to the config and deploy, or correct the name'],
    [{ is: 'move', slot: 9, to: 'b' }, 'there is no slot 9; correct its number'],
    [{ is: 'move', slot: 0, to: 'a' }, 'slot 0 is on shard "a" already'],
    [{ is: 'move', slot: 1, to: 'b' }, 'slot 1 is moving already; wait for that, or abort it'],
    [{ is: 'merge', shard: 'a', to: 'a' }, 'shard "a" is both ends; choose another'],
    [{ is: 'split', shard: 'a', to: 'd' }, 'shard "d" is being emptied; choose another'],
    [{ is: 'add', shards: ['y'] }, 'there is no shard "y"; add it to the config and deploy, or correct the name'],
  ])('is blocked where it cannot be: %j', (goal, message) => {
    const situation = aSituation({ a: [1, 1], b: [1], d: [] }, {}, (slot) => ({ ...slot, moving: slot.slot === 1 }));
    const shards = situation.shards.map((one) => ({ ...one, draining: one.name === 'd' }));
    const plan = makePlan('p', goal, { ...situation, shards });
    expect(plan.blockers.map(tell)).toEqual([message]);
    expect(plan.moves).toEqual([]);
  });
});

describe('the price of a plan', () => {
  it('is its bytes, its dollars, and its minutes with one move of a shard at a time', () => {
    const plan = makePlan('p', { is: 'merge', shard: 'a', to: 'b' }, aSituation({ a: [100, 200], b: [], c: [1] }));
    expect(plan.bytes).toBe(3000);
    expect(plan.minutes).toBeCloseTo((10 + 10 + 10 + 20) / 60);
    expect(plan.dollars).toBeCloseTo((3000 / 1e9) * 0.02);
  });
});

describe('4,096 slots on 32 shards', () => {
  it('are planned whole', () => {
    const loads = Object.fromEntries(
      Array.from({ length: 32 }, (_, shard) => [
        `s${shard}`,
        Array.from({ length: 128 }, (_, slot) => ((shard * 37 + slot * 101) % 97) ** 2 * (shard < 4 ? 2 : 1)),
      ]),
    );
    const plan = makePlan('p', balance, aSituation(loads, { stopAt: 1.05 }));
    expect(plan.unreached).toBeNull();
    expect(plan.bytes).toBeLessThanOrEqual((plan.leastBytes ?? 0) * 3);
  });
});
