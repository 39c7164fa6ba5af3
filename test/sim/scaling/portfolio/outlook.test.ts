import { describe, expect, test } from 'vitest';
import { type Candidate, candidates } from '../../../../sim/scaling/portfolio/candidates.ts';
import { promisedBy } from '../../../../sim/scaling/portfolio/look-ahead.ts';
import { merits } from '../../../../sim/scaling/portfolio/merits.ts';
import { outlookAfter } from '../../../../sim/scaling/portfolio/outlook.ts';
import { standardRule } from '../../../../sim/scaling/portfolio/rule.ts';
import { tellOutlook } from '../../../../sim/scaling/portfolio/tell-outlook.ts';
import { profiles } from '../../../../sim/scaling/world/profile.ts';
import { aRecord } from './a-record.ts';

const aim = { budgetPercent: 0.5, stepSeconds: 60 };

/** So many days of which each violates its percent, 10 units on average. */
function days(...percents: readonly number[]) {
  return {
    violating: Float64Array.from(percents),
    requests: new Float64Array(percents.length).fill(100),
    units: new Float64Array(percents.length).fill(14_400),
    judged: new Float64Array(percents.length).fill(1),
  };
}

const of = (count: number, percent: number): number[] => new Array<number>(count).fill(percent);

describe('what the next four weeks are expected to bring', () => {
  test('nothing is said before a week is known', () => {
    expect(outlookAfter(days(...of(6, 0)), 6, aim)).toBeNull();
    expect(outlookAfter(days(...of(7, 0)), 7, aim)).not.toBeNull();
  });

  test('a budget that each known day misses will be missed, and one that none comes near will hardly be', () => {
    expect(outlookAfter(days(...of(28, 0.8)), 28, aim)?.missChance).toBe(1);
    expect(outlookAfter(days(...of(56, 0.01)), 56, aim)?.missChance).toBeLessThan(0.02);
  });

  test('the fewer days are known, the likelier is one that is worse than all of them', () => {
    const chances = [7, 14, 28, 56].map((count) => outlookAfter(days(...of(count, 0.42)), count, aim)?.missChance ?? 0);
    expect(chances).toEqual([...chances].sort((a, b) => b - a));
    expect(chances[0]).toBeGreaterThan((chances[3] ?? 1) + 0.1);
  });

  test('a single day that was worth the budget of a month comes again in most months of 28 known days', () => {
    const chance = outlookAfter(days(...of(27, 0), 28 * 0.6), 28, aim)?.missChance ?? 0;
    expect(chance).toBeGreaterThan(0.6);
    expect(chance).toBeLessThan(0.9);
  });

  test('what is told of units is their mean over a day, and only of the last 56 days', () => {
    const [older, newer] = [days(...of(60, 5)), days(...of(60, 0))];
    const units = Float64Array.from([...older.units.map((sum) => 9 * sum).subarray(0, 4), ...newer.units.subarray(4)]);
    const violating = Float64Array.from([...older.violating.subarray(0, 4), ...newer.violating.subarray(4)]);
    const outlook = outlookAfter({ ...newer, units, violating }, 60, aim);
    expect(outlook?.days).toBe(56);
    expect(outlook?.meanUnits.middle).toBe(10);
    expect(outlook?.meanUnits.high).toBeCloseTo(11.05, 2);
    expect(outlook?.meanUnits.low).toBeCloseTo(9.05, 2);
    expect(outlook?.missChance).toBeLessThan(0.05);
  });

  test('weeks that differ widen what is told of units, and so does having seen fewer than three', () => {
    const weeks = (...means: readonly number[]) => ({
      ...days(...of(7 * means.length, 0)),
      units: Float64Array.from(means.flatMap((units) => of(7, 1440 * units))),
    });
    const width = (...means: readonly number[]): number => {
      const { low = 1, high = 1 } = outlookAfter(weeks(...means), 7 * means.length, aim)?.meanUnits ?? {};
      return high / low;
    };
    expect(width(10, 14, 9, 11)).toBeGreaterThan(1.5 * width(10, 10, 10, 10));
    expect(width(10, 10)).toBeGreaterThan(1.5 * width(10, 10, 10));
  });

  test('days that nobody can judge tell nothing', () => {
    const some = days(...of(20, 0.1));
    some.requests.fill(0, 0, 14);
    expect(outlookAfter(some, 20, aim)).toBeNull();
  });
});

describe('who would promise a budget', () => {
  const all = candidates(60, profiles[60]).slice(0, 3);
  const record = (percent: number, units: number) => aRecord(of(28, 0).map(() => [10 * percent, units]));
  const records = [record(0.8, 20), record(0.49, 25), record(0, 40)];
  const rated = merits(records, 0, 28, { ...standardRule, budgetPercent: 0.5 });

  test('is the cheapest of those that stand out whose own days keep it, with its price', () => {
    const promised = promisedBy({ all, records, rated }, record(0.8, 20), 28, aim);
    const { family, knobs } = all[2] as Candidate;
    expect(promised).toMatchObject({ family, knobs, costOverNightly: 2 });
    expect(promised?.missChance).toBeLessThanOrEqual(0.05);
  });

  test('is nobody where nobody can', () => {
    expect(promisedBy({ all, records: records.map(() => record(2, 20)), rated }, record(0.8, 20), 28, aim)).toBeNull();
  });

  test('is told with its chance and price behind what is expected', () => {
    const outlook = { days: 28, missChance: 0.314, meanUnits: { low: 18.04, middle: 20, high: 22.51 } };
    const promised = {
      family: 'rate',
      knobs: { target: 0.5, holdSeconds: 600 },
      missChance: 0.004,
      costOverNightly: 1.256,
    };
    expect(tellOutlook({ outlook, promised, sloBudgetPercent: 0.5 })).toBe(
      'the next 28 days miss the budget of 0.5 % with a chance of 31 % and take 18 to 22.5 units on average, as the last 28 days tell it; ' +
        'rate (target 0.5, hold 10 min) would bring that chance to under 1 % for 26 % more',
    );
    expect(tellOutlook({ outlook: null, promised: null, sloBudgetPercent: 0.5 })).toBeNull();
  });
});
