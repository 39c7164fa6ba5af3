import { expect, test } from 'vitest';
import { judgeCanary } from '../../../../core/scaling/sizing/judge-canary.ts';

const judge = (all: number, failed: number, old = { all: 1000, failed: 0 }) =>
  judgeCanary({ calls: { young: { all, failed }, old } });

test.each([
  ['all of it', 20, 20, { all: 1000, failed: 0 }, true],
  ['one in ten, and nothing of the old', 100, 10, { all: 1000, failed: 0 }, true],
  ['as often as the old', 100, 10, { all: 1000, failed: 100 }, false],
  ['thrice as often as the old', 1000, 300, { all: 10_000, failed: 1000 }, true],
  ['twice of a few', 10, 2, { all: 1000, failed: 0 }, false],
  ['nothing', 100, 0, { all: 1000, failed: 10 }, false],
])('a share of which fails %s', (_, all, failed, old, isSick) => {
  expect(judge(all, failed, old).sickBecause !== null).toBe(isSick);
});

test('is proven by twenty calls, and where nobody counts by that it serves', () => {
  expect([judge(19, 0).isProven, judge(20, 0).isProven]).toEqual([false, true]);
  expect(judgeCanary({ calls: null })).toEqual({ sickBecause: null, isProven: true });
});
