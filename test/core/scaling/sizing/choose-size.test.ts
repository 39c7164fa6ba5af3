import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tell } from '../../../../core/model/reason.ts';
import { chooseSize, restMs, type Sizing } from '../../../../core/scaling/sizing/choose-size.ts';
import { costOfSize } from '../../../../core/scaling/sizing/cost-of-size.ts';
import { servedBy, type Tier, type UnitSize, unitsFor } from '../../../../core/scaling/sizing/unit-size.ts';
import { noonMs } from '../../../fixtures.ts';

const plain: Tier = { contention: 0, least: 2, most: 40 };
/** Sizes that double, each at twice the price; a unit of any size keeps 15 for itself. */
const doubling: readonly UnitSize[] = [1, 2, 4, 8].map((power) => ({
  name: `x${power}`,
  usdPerHour: power / 10,
  perSecond: 100 * power - 15,
}));
const week = (perSecond: number) => ({ perSecond: new Float64Array(7 * 24).fill(perSecond), stepSeconds: 3600 });

function aSizing(sizing: Partial<Sizing> = {}): Sizing {
  return {
    ...{ sizes: doubling, now: 0, configured: 0, demands: week(2500), tier: plain, atMs: noonMs, sinceMs: null },
    ...{ isChanging: false, isWindowOpen: true, changeSeconds: 6000 },
    ...sizing,
  };
}

describe('units of a size', () => {
  test('are as many as serve the demand, and one fewer would not', () => {
    const anySize = fc.record({ perSecond: fc.double({ min: 1, max: 1e4, noNaN: true }) });
    const anyTier = fc.record({
      contention: fc.constantFrom(0, 0.01, 0.05, 0.3),
      least: fc.nat(5),
      most: fc.constant(500),
    });
    fc.assert(
      fc.property(anySize, anyTier, fc.double({ min: 0, max: 1e5, noNaN: true }), ({ perSecond }, tier, demand) => {
        const size = { name: 's', usdPerHour: 1, perSecond };
        const units = unitsFor(demand, size, tier);
        if (units === null) {
          expect(servedBy(tier.most, size, tier)).toBeLessThan(demand * (1 + 1e-6));
          return;
        }
        expect(servedBy(units, size, tier)).toBeGreaterThanOrEqual(demand * (1 - 1e-6));
        if (units > tier.least) expect(servedBy(units - 1, size, tier)).toBeLessThan(demand);
      }),
    );
  });
});

describe('a size', () => {
  test('takes over where it saves, with the units and the share of the cost as its reason', () => {
    const { size, because } = chooseSize(aSizing());
    expect(size).toBe(1);
    expect(tell(because)).toBe('14 x x2 would have served what 30 x x1 did, for 0.94 of the cost');
  });

  test('stays where it would save in one week and cost in the next, and where less than a week is known', () => {
    const calm = Array.from({ length: 7 * 24 }, () => 150);
    const busy = Array.from({ length: 7 * 24 }, () => 3000);
    const demands = { perSecond: [...busy, ...calm], stepSeconds: 3600 };
    expect(chooseSize(aSizing({ demands })).size).toBe(0);
    const brief = { perSecond: busy.slice(24), stepSeconds: 3600 };
    expect(tell(chooseSize(aSizing({ demands: brief })).because)).toBe('less than 7 days are known');
  });

  test('stays where all sizes cost in proportion to what they serve', () => {
    const sizes = doubling.map((one) => ({ ...one, perSecond: one.usdPerHour * 1000 }));
    expect(chooseSize(aSizing({ sizes })).size).toBe(0);
  });

  test('is larger where the most units are too few, out of its window too, and says when none serves more', () => {
    const full = { demands: week(3500), isWindowOpen: false };
    const { size, because } = chooseSize(aSizing(full));
    expect(size).toBe(1);
    expect(tell(because)).toContain('a larger size is the only answer left');
    const last = chooseSize(aSizing({ ...full, demands: week(1e6), now: 3 }));
    expect(last.size).toBe(3);
    expect(tell(last.because)).toContain('no larger size serves more');
  });

  test('helps where units wait for each other, since there are fewer of them', () => {
    const tier = { ...plain, contention: 0.05 };
    const sizes = doubling.map((one) => ({ ...one, perSecond: one.usdPerHour * 1000 }));
    const demands = week(1300);
    const [one, two] = sizes.map((size) => costOfSize(demands, size, tier)?.usd ?? Number.NaN);
    expect(two).toBeLessThan(0.65 * (one as number));
    expect(chooseSize(aSizing({ sizes, tier, demands })).size).toBe(1);
  });

  test('never changes beside another change, out of its window, soon after one, by more than a step or below what was allowed', () => {
    const any = fc.record({
      now: fc.nat(3),
      configured: fc.nat(3),
      demand: fc.nat(40_000),
      contention: fc.constantFrom(0, 0.02, 0.05),
      ago: fc.option(fc.integer({ min: 0, max: 20 })),
      isChanging: fc.boolean(),
      isWindowOpen: fc.boolean(),
    });
    let changes = 0;
    fc.assert(
      fc.property(any, ({ demand, contention, ago, ...rest }) => {
        const tier = { ...plain, contention };
        const sinceMs = ago === null ? null : noonMs - ago * 86_400_000;
        const sizing = aSizing({ ...rest, tier, sinceMs, demands: week(demand) });
        const { size } = chooseSize(sizing);
        if (size === rest.now) return;
        changes++;
        expect(Math.abs(size - rest.now)).toBe(1);
        expect(rest.isChanging).toBe(false);
        if (sinceMs !== null) expect(noonMs - sinceMs).toBeGreaterThanOrEqual(restMs);
        const [own, other] = [doubling[rest.now], doubling[size]] as [UnitSize, UnitSize];
        const isFull = unitsFor(demand, own, tier) === null;
        expect(isFull || rest.isWindowOpen).toBe(true);
        const allowed = isFull ? 0 : servedBy(tier.most, doubling[rest.configured] as UnitSize, tier);
        expect(servedBy(tier.most, other, tier)).toBeGreaterThanOrEqual(allowed);
        expect(unitsFor(demand, other, tier) ?? tier.most).toBeGreaterThanOrEqual(tier.least);
        expect(isFull && size < rest.now).toBe(false);
      }),
      { numRuns: 1000 },
    );
    expect(changes).toBeGreaterThan(50);
  });
});
