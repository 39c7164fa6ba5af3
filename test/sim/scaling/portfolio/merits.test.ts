import { expect, test } from 'vitest';
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
  expect(one).toEqual({ candidate: 0, violationPercent: 0.2, costRatio: 3, daysOverShare: 0, calm: true });
});

test('only the days that are looked back on count, and without a request nobody violates', () => {
  expect(merits([aRecord(twoDays)], 1, 2, plain)[0]).toMatchObject({ violationPercent: 0.3, costRatio: 4 });
  expect(merits([aRecord([])], 0, 0, plain)[0]).toMatchObject({ violationPercent: 0, costRatio: 0 });
});

test('the worst day counts again, the less the more days are known', () => {
  const rule = { ...plain, worstDayAgain: 1 };
  expect(merits([aRecord(twoDays)], 0, 2, rule)[0]?.violationPercent).toBeCloseTo(0.7 / 3, 9);
  const many = aRecord([...Array.from({ length: 98 }, () => [1, 20] as const), ...twoDays]);
  expect(merits([many], 0, 100, rule)[0]?.violationPercent).toBeCloseTo(10.5 / 101, 9);
});

test('days over the budget are told by themselves, and a single one is an incident', () => {
  const over = (...violating: readonly number[]): number | undefined =>
    merits([aRecord(violating.map((one) => [one, 20]))], 0, violating.length, plain)[0]?.daysOverShare;
  expect(over(6, 5, 0, 9)).toBe(0.5);
  expect(over(900, 0, 0)).toBe(0);
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
