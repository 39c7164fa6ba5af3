import { describe, expect, test } from 'vitest';
import { merits } from '../../../../sim/scaling/portfolio/merits.ts';
import { type Rule, standardRule } from '../../../../sim/scaling/portfolio/rule.ts';
import { aRecord } from './a-record.ts';

const plain: Rule = {
  ...standardRule,
  budgetPercent: 0.5,
  worstDayAgain: 0,
  actionShare: 0,
  busyShare: 0,
  flipShare: 0,
  flipShareLively: 0,
};
const twoDays: readonly (readonly [number, number])[] = [
  [1, 20],
  [3, 40],
];

test('merits are by requests and over need', () => {
  const [one] = merits([aRecord(twoDays)], 0, 2, plain);
  expect(one).toMatchObject({ candidate: 0, costRatio: 3 });
  expect(one?.violationPercent).toBeCloseTo(0.2, 12);
});

test('only the days that are looked back on count, and without a request nobody violates', () => {
  const [one] = merits([aRecord(twoDays)], 1, 2, plain);
  expect(one?.violationPercent).toBeCloseTo(0.3, 12);
  expect(one?.costRatio).toBe(4);
  expect(merits([aRecord([])], 0, 0, plain)[0]).toMatchObject({ violationPercent: 0, worth: 0, costRatio: 0 });
});

test('the worst day counts again, the less the more days are known', () => {
  const rule = { ...plain, worstDayAgain: 1 };
  expect(merits([aRecord(twoDays)], 0, 2, rule)[0]?.violationPercent).toBeCloseTo(0.7 / 3, 9);
  const many = aRecord([...Array.from({ length: 98 }, () => [1, 20] as const), ...twoDays]);
  expect(merits([many], 0, 100, rule)[0]?.violationPercent).toBeCloseTo(10.5 / 101, 9);
});

describe('what violations are worth', () => {
  const rule = { ...standardRule, budgetPercent: 0.5 };
  const lively = { swing: Float64Array.from({ length: 28 }, () => 0.9) };
  const worth = (percents: readonly number[], changes: Parameters<typeof aRecord>[1] = {}): number =>
    merits(
      [aRecord(percents.map((percent) => [10 * percent, 20]))].map((one) => ({ ...one, ...changes })),
      0,
      28,
      rule,
    )[0]?.worth ?? Number.NaN;
  const days = (percent: number): number[] => new Array<number>(28).fill(percent);
  const incident = (percent: number): number[] => [...days(0).slice(1), percent];

  test('is nothing while days that are alike stay inside what is aimed at, where demand is calm', () => {
    expect(worth(days(0.2))).toBeCloseTo(0, 9);
    expect(worth(days(0.2), lively)).toBeGreaterThan(0.05);
  });

  test('is far more where a budget is missed by habit than where one or two days bring as much', () => {
    expect(worth(days(0.8))).toBeGreaterThan(9);
    expect(worth(incident(28 * 0.8))).toBeLessThan(3);
    expect(worth([...incident(14 * 0.8).slice(1), 14 * 0.8])).toBeLessThan(3);
  });

  test('has no cliff: two histories that hardly differ are worth hardly more or less', () => {
    for (let percent = 0.05; percent < 3; percent *= 1.02) {
      for (const of of [days, incident]) {
        const steepest = (of === days ? 1 : 3 / 30) * (1 + 20) * 1.02;
        const rise = worth(of(1.02 * percent)) - worth(of(percent));
        expect(rise).toBeGreaterThanOrEqual(-1e-9);
        expect(rise).toBeLessThanOrEqual(0.02 * percent * steepest + 1e-9);
      }
    }
  });
});

test('actions count as cost where demand is calm', () => {
  const rule = { ...plain, actionShare: 0.001 };
  expect(merits([aRecord(twoDays)], 0, 2, rule)[0]?.costRatio).toBeCloseTo(3 * 1.05, 9);
  const lively = aRecord(twoDays, { swing: Float64Array.from([0.9, 0.4]) });
  expect(merits([lively], 0, 2, rule)[0]?.costRatio).toBe(3);
});

test('actions beyond what is bearable count ten times where demand is calm', () => {
  const rule = { ...plain, mostCalmActions: 80, actionShare: 0.001, busyShare: 0.01 };
  const busy = aRecord([[1, 20]], { actions: Float64Array.from([100]) });
  expect(merits([busy], 0, 1, rule)[0]?.costRatio).toBeCloseTo(2 * 1.3, 9);
  const half = { ...busy, judged: Float64Array.from([0.5]) };
  expect(merits([half], 0, 1, rule)[0]?.costRatio).toBeCloseTo(2 * (1 + 0.2 + 1.2), 9);
});

test('changes of direction count as cost everywhere, and more where demand is calm', () => {
  const rule = { ...plain, flipShare: 0.01, flipShareLively: 0.001 };
  expect(merits([aRecord(twoDays)], 0, 2, rule)[0]?.costRatio).toBeCloseTo(3 * 1.2, 9);
  const lively = aRecord(twoDays, { swing: Float64Array.from([0.9, 0.9]) });
  expect(merits([lively], 0, 2, rule)[0]?.costRatio).toBeCloseTo(3 * 1.02, 9);
});
