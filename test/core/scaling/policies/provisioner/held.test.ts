import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countsFrom, type Held, hold } from '../../../../../core/scaling/policies/provisioner/held.ts';

const minuteMs = 60_000;

/** The highest of a hold after each of a series of needs, one a minute. */
function highest(needs: readonly number[], holdSeconds: number): number[] {
  let held: Held = [];
  return needs.map((units, minute) => {
    held = hold(held, minute * minuteMs, holdSeconds, units);
    return held[0]?.[1] ?? 0;
  });
}

describe('a hold', () => {
  test('remembers the highest need for as long as it lasts', () => {
    expect(highest([3, 9, 5, 4, 2, 1], 120)).toEqual([3, 9, 9, 5, 4, 2]);
  });

  test('of an hour is exact to the minute', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 200 }), (needs) => {
        const naive = needs.map((_, at) => Math.max(...needs.slice(Math.max(0, at - 59), at + 1)));
        expect(highest(needs, 3600)).toEqual(naive);
      }),
    );
  });

  test('never forgets early, and never keeps a need longer than a sixtieth more', () => {
    const someNeeds = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 400, maxLength: 900 });
    fc.assert(
      fc.property(someNeeds, fc.integer({ min: 1, max: 400 }), (needs, holdMinutes) => {
        const longest = Math.ceil(holdMinutes / 60) + holdMinutes;
        highest(needs, holdMinutes * 60).forEach((units, at) => {
          const since = (minutes: number): number => Math.max(...needs.slice(Math.max(0, at - minutes + 1), at + 1));
          expect(units).toBeGreaterThanOrEqual(since(holdMinutes));
          expect(units).toBeLessThanOrEqual(since(longest));
        });
      }),
      { numRuns: 20 },
    );
  });

  test('of a day keeps no more than sixty needs and one, however demand falls', () => {
    let held: Held = [];
    for (let minute = 0; minute < 3000; minute++) held = hold(held, minute * minuteMs, 86_400, 5000 - minute);
    expect(held.length).toBeLessThanOrEqual(61);
    expect(held.length).toBeGreaterThan(50);
  });

  test('that lasts no time holds nothing', () => {
    expect(countsFrom(12_345, 0)).toBe(12_345);
    expect(highest([3, 1, 2], 0)).toEqual([3, 1, 2]);
  });
});
