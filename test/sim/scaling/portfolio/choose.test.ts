import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choose, limitPercent } from '../../../../sim/scaling/portfolio/choose.ts';
import { lowerHull } from '../../../../sim/scaling/portfolio/lower-hull.ts';
import type { Merit } from '../../../../sim/scaling/portfolio/merits.ts';
import { type Rule, standardRule } from '../../../../sim/scaling/portfolio/rule.ts';

const rule: Rule = { ...standardRule, budgetPercent: 0.5, safety: 0.25, price: 1, nearShare: 0 };

function standing(...points: readonly (readonly [number, number])[]): Merit[] {
  return points.map(([violationPercent, costRatio], candidate) => ({
    candidate,
    violationPercent,
    costRatio,
    daysOverShare: 0,
    calm: true,
  }));
}

function byHabit(all: readonly Merit[]): Merit[] {
  return all.map((one) => ({ ...one, daysOverShare: 0.25 }));
}

const someStandings = fc
  .array(fc.tuple(fc.double({ min: 0, max: 20, noNaN: true }), fc.double({ min: 0.5, max: 9, noNaN: true })), {
    minLength: 1,
    maxLength: 40,
  })
  .map((points) => standing(...points));

describe('the priced rule', () => {
  test('takes the cheapest within a quarter of the budget where safety is cheap', () => {
    const all = standing([0, 1.5], [0.1, 1.3], [0.12, 1.2], [0.4, 1.15], [2, 1.1]);
    expect(choose(all, null, rule)).toBe(2);
  });

  test('stops where a point of violation saved costs more than one clairvoyant', () => {
    const all = standing([0.1, 9], [1, 3], [2, 2.5], [5, 2.2]);
    expect(limitPercent(all, rule)).toBe(1); // from 1 % on a point costs 6.7
    expect(choose(all, null, rule)).toBe(1);
  });

  test('of those that cost hardly more it takes the safest', () => {
    const all = standing([0.12, 1.2], [0.08, 1.205], [0.01, 1.25]);
    expect(choose(all, null, { ...rule, nearShare: 0.01 })).toBe(1);
  });

  test('pays nearly what it takes where the budget is missed by habit, not in one incident', () => {
    const all = standing([0.1, 20], [0.8, 3]); // a point costs 24
    expect(choose(all, null, rule)).toBe(1);
    expect(choose(byHabit(all), null, rule)).toBe(0);
  });

  test('the price of a habit rises evenly from half the budget to twice it, so that no two like histories are priced apart', () => {
    const mostPaid = (violationPercent: number): number => {
      const takes = (price: number): boolean =>
        choose(byHabit(standing([0.1, 2 + price * (violationPercent - 0.1)], [violationPercent, 2])), null, rule) === 0;
      return Array.from({ length: 1200 }, (_, at) => 0.9 * 1.01 ** at).findLast(takes) ?? 0;
    };
    expect(mostPaid(0.2)).toBeCloseTo(1, 1);
    expect(mostPaid(0.5) / 10).toBeCloseTo(1, 1);
    expect(mostPaid(2) / 100).toBeCloseTo(1, 1);
    for (let at = 0.2; at < 2; at *= 1.05) expect(mostPaid(1.05 * at) / mostPaid(at)).toBeLessThan(1.22);
  });

  test('an incumbent inside the limit stays unless somebody saves two percent', () => {
    expect(choose(standing([0.1, 1.2], [0.1, 1.19], [0.3, 1.1]), 0, rule)).toBe(0);
    expect(choose(standing([0.1, 1.2], [0.1, 1.1]), 0, rule)).toBe(1);
  });

  test('a safer one takes over at once', () => {
    expect(choose(standing([0.9, 1.0], [0.1, 1.1]), 0, rule)).toBe(1);
  });

  test('the hull is convex, falling in cost, and nobody lies below it', () => {
    fc.assert(
      fc.property(someStandings, (all) => {
        const hull = lowerHull(all);
        for (let at = 1; at < hull.length; at++) {
          const [cheap, safe] = [hull[at - 1] as Merit, hull[at] as Merit];
          expect(safe.violationPercent).toBeLessThan(cheap.violationPercent);
          expect(safe.costRatio).toBeGreaterThan(cheap.costRatio);
          for (const { violationPercent, costRatio } of all) {
            if (violationPercent < safe.violationPercent || violationPercent > cheap.violationPercent) continue;
            const share = (violationPercent - safe.violationPercent) / (cheap.violationPercent - safe.violationPercent);
            expect(costRatio).toBeGreaterThanOrEqual(
              safe.costRatio + share * (cheap.costRatio - safe.costRatio) - 1e-6,
            );
          }
        }
      }),
    );
  });

  test('whoever is chosen is inside the limit, and nobody inside it is cheaper', () => {
    fc.assert(
      fc.property(someStandings, (all) => {
        const limit = limitPercent(all, rule);
        const chosen = all[choose(all, null, rule)] as Merit;
        expect(chosen.violationPercent).toBeLessThanOrEqual(limit + 1e-9);
        for (const one of all)
          if (one.violationPercent <= limit) expect(one.costRatio).toBeGreaterThanOrEqual(chosen.costRatio);
      }),
    );
  });
});
