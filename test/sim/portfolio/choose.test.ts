import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  choose,
  type DailyRecord,
  limitPercent,
  lowerHull,
  type Rule,
  type Standing,
  standardRule,
  standings,
} from '../../../sim/portfolio/choose.ts';
import { chooseNightly } from '../../../sim/portfolio/nightly.ts';

const rule: Rule = { ...standardRule, budgetPercent: 0.5, safety: 0.25, price: 1, priceOverBudget: 4, nearShare: 0 };

function standing(...points: readonly (readonly [number, number])[]): Standing[] {
  return points.map(([violationPercent, costRatio], candidate) => ({
    candidate,
    violationPercent,
    costRatio,
    daysOverShare: 0,
    calm: true,
  }));
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
    expect(choose(all, null, rule).candidate).toBe(2);
  });

  test('stops where a point of violation saved costs more than one clairvoyant', () => {
    const all = standing([0.1, 9], [1, 3], [2, 2.5], [5, 2.2]);
    expect(limitPercent(all, rule)).toBe(1); // from 1 % on a point costs 6.7
    expect(choose(all, null, rule).candidate).toBe(1);
  });

  test('of those that cost hardly more it takes the safest', () => {
    const all = standing([0.12, 1.2], [0.08, 1.205], [0.01, 1.25]);
    expect(choose(all, null, { ...rule, nearShare: 0.01 }).candidate).toBe(1);
  });

  test('pays more where the budget is missed by habit than for one incident', () => {
    const all = standing([0.1, 9], [1, 3], [2, 2.5]).map((one) => ({
      ...one,
      costRatio: one.candidate === 0 ? 5 : one.costRatio,
    }));
    expect(choose(all, null, rule).candidate).toBe(1); // from 1 % on a point costs 2.2
    const habitual = all.map((one) => ({ ...one, daysOverShare: 0.5 }));
    expect(choose(habitual, null, rule).candidate).toBe(0);
  });

  test('pays nearly what it takes where the budget is missed by far and by habit', () => {
    const dear = (violationPercent: number, daysOverShare: number) =>
      standing([0.1, 20], [violationPercent, 3]).map((one) => ({ ...one, daysOverShare }));
    expect(choose(dear(0.8, 0.5), null, rule).candidate).toBe(0); // a point costs 24
    expect(choose(dear(0.8, 0.1), null, rule).candidate).toBe(1);
    expect(choose(dear(0.6, 0.5), null, rule).candidate).toBe(1);
  });

  test('an incumbent inside the limit stays unless somebody saves two percent on two nights', () => {
    const all = standing([0.1, 1.2], [0.1, 1.19], [0.3, 1.1]);
    expect(choose(all, { candidate: 0, nightsCheaper: 0 }, rule)).toEqual({ candidate: 0, nightsCheaper: 0 });
    const cheaper = standing([0.1, 1.2], [0.1, 1.1]);
    expect(choose(cheaper, { candidate: 0, nightsCheaper: 0 }, rule)).toEqual({ candidate: 0, nightsCheaper: 1 });
    expect(choose(cheaper, { candidate: 0, nightsCheaper: 1 }, rule)).toEqual({ candidate: 1, nightsCheaper: 0 });
  });

  test('a safer one takes over at once', () => {
    const all = standing([0.9, 1.0], [0.1, 1.1]);
    expect(choose(all, { candidate: 0, nightsCheaper: 0 }, rule).candidate).toBe(1);
  });

  test('the hull is convex, falling in cost, and nobody lies below it', () => {
    fc.assert(
      fc.property(someStandings, (all) => {
        const hull = lowerHull(all);
        for (let at = 1; at < hull.length; at++) {
          const [cheap, safe] = [hull[at - 1] as Standing, hull[at] as Standing];
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
        const chosen = all[choose(all, null, rule).candidate] as Standing;
        expect(chosen.violationPercent).toBeLessThanOrEqual(limit + 1e-9);
        for (const one of all)
          if (one.violationPercent <= limit) expect(one.costRatio).toBeGreaterThanOrEqual(chosen.costRatio);
      }),
    );
  });
});

describe('choosing night by night', () => {
  const someRecords = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 10, max: 40 })), {
    minLength: 12,
    maxLength: 12,
  });

  function record(days: readonly (readonly [number, number])[]): DailyRecord {
    return {
      violating: Float64Array.from(days, ([violating]) => violating),
      requests: Float64Array.from(days, () => 1000),
      units: Float64Array.from(days, ([, units]) => units),
      needed: Float64Array.from(days, () => 10),
      actions: Float64Array.from(days, () => 50),
      judged: Float64Array.from(days, () => 1),
      swing: Float64Array.from(days, () => 0.1),
    };
  }

  test('nothing of a day is in the choice for it', () => {
    fc.assert(
      fc.property(
        fc.array(someRecords, { minLength: 2, maxLength: 6 }),
        fc.integer({ min: 0, max: 11 }),
        (days, from) => {
          const before = chooseNightly(days.map(record), 12, 0, rule);
          const changed = days.map((one) =>
            one.map(([v, c], day): [number, number] => (day >= from ? [9 - v, 50 - c] : [v, c])),
          );
          expect(chooseNightly(changed.map(record), 12, 0, rule).slice(0, from + 1)).toEqual(before.slice(0, from + 1));
        },
      ),
    );
  });

  test('standings are by requests and over need', () => {
    const [one] = standings(
      [
        record([
          [1, 20],
          [3, 40],
        ]),
      ],
      0,
      2,
      { ...rule, actionShare: 0 },
    );
    expect(one).toEqual({ candidate: 0, violationPercent: 0.2, costRatio: 3, daysOverShare: 0, calm: true });
  });

  test('churn counts as cost where demand is calm', () => {
    const [one] = standings(
      [
        record([
          [1, 20],
          [3, 40],
        ]),
      ],
      0,
      2,
      { ...rule, actionShare: 0.001 },
    );
    expect(one?.costRatio).toBeCloseTo(3 * 1.05, 9);
    const lively = {
      ...record([
        [1, 20],
        [3, 40],
      ]),
      swing: Float64Array.from([0.9, 0.4]),
    };
    expect(standings([lively], 0, 2, { ...rule, actionShare: 0.001 })[0]?.costRatio).toBe(3);
  });

  test('churn beyond what is bearable counts ten times where demand is calm', () => {
    const day: readonly (readonly [number, number])[] = [[1, 20]];
    const busy = { ...record(day), actions: Float64Array.from([100]) };
    const bearable = { mostCalmActions: 80, actionShare: 0.001, busyShare: 0.01 };
    expect(standings([busy], 0, 1, { ...rule, ...bearable })[0]?.costRatio).toBeCloseTo(2 * 1.3, 9);
    const half = { ...busy, judged: Float64Array.from([0.5]) };
    expect(standings([half], 0, 1, { ...rule, ...bearable })[0]?.costRatio).toBeCloseTo(2 * (1 + 0.2 + 1.2), 9);
  });
});
