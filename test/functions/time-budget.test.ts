import { expect, it } from 'vitest';
import { timeBudget } from '../../functions/time-budget.ts';

function budget(limitMs: number) {
  let remainingMs = limitMs;
  const shared = timeBudget(() => remainingMs);
  return {
    ...shared,
    pass: (milliseconds: number) => {
      remainingMs -= milliseconds;
    },
  };
}

it('keeps back what acting needs, and begins nothing when reading would not fit any more', () => {
  const { leftMs, hasTime, pass } = budget(60_000);
  expect(leftMs()).toBe(46_000);
  expect(hasTime()).toBe(true);
  pass(41_000);
  expect(hasTime()).toBe(false);
});

it('begins looks also under a short time limit', () => {
  const { hasTime, pass } = budget(3_000);
  expect(hasTime()).toBe(true);
  pass(1_500);
  expect(hasTime()).toBe(false);
});
