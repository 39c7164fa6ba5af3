import { describe, expect, test } from 'vitest';
import { followSight, isBlindByHabit } from '../../../core/scaling/sight.ts';

const remembered = (looks: string) =>
  [...looks].reduce<string | null>((seen, one) => followSight(seen, one === '-'), null);

describe('sight', () => {
  test.each([
    ['+---'.repeat(8), true],
    ['+-'.repeat(12), true],
    ['+----'.repeat(4), true],
    [`${'-'.repeat(30)}${'+'.repeat(4)}`, false],
    ['+++-'.repeat(8), false],
    ['+-+-', false],
    ['+'.repeat(30), false],
  ])('of the looks %s is lacking by habit: %s', (looks, expected) => {
    expect(isBlindByHabit(remembered(looks))).toBe(expected);
  });

  test('is kept only as long as some of the last looks were blind, and is short', () => {
    expect(remembered('+'.repeat(40))).toBeNull();
    expect(remembered(`-${'+'.repeat(16)}`)).toBeNull();
    expect(remembered('-+'.repeat(100))?.length).toBe(16);
  });
});
