import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gammaAbove, logGamma } from '../../../../sim/scaling/portfolio/gamma.ts';
import { monthOver } from '../../../../sim/scaling/portfolio/month-over.ts';

describe('the gamma distribution', () => {
  test('has the logarithm of factorials, and of the root of pi', () => {
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 10);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 10);
  });

  test('is the exponential at a shape of 1, and as tables have it elsewhere', () => {
    for (const x of [0.1, 1, 1.9, 2.1, 5, 30]) expect(gammaAbove(1, x)).toBeCloseTo(Math.exp(-x), 10);
    expect(gammaAbove(0.5, 1)).toBeCloseTo(0.157299207, 8); // erfc(1)
    expect(gammaAbove(10, 10)).toBeCloseTo(0.457929714, 8);
    expect(gammaAbove(3, 0)).toBe(1);
  });
});

describe('what a month is expected to be over', () => {
  test('is what the days are over where they are all alike, and nothing where they are under', () => {
    expect(monthOver({ mean: 0.8, variance: 0 }, 0.5)).toBeCloseTo(0.3, 9);
    expect(monthOver({ mean: 0.4, variance: 0 }, 0.5)).toBe(0);
    expect(monthOver({ mean: 0, variance: 0 }, 0.5)).toBe(0);
  });

  test('of months that are spread like an exponential it has the closed form', () => {
    expect(monthOver({ mean: 0.2, variance: 28 * 0.04 }, 0.5)).toBeCloseTo(0.2 * Math.exp(-2.5), 9);
  });

  test('is never below what the mean is over, never more than the mean, and more with more spread', () => {
    const some = fc.double({ min: 0.001, max: 5, noNaN: true });
    fc.assert(
      fc.property(some, some, some, (mean, variance, limit) => {
        const over = monthOver({ mean, variance }, limit);
        expect(over).toBeGreaterThanOrEqual(Math.max(0, mean - limit) - 1e-9);
        expect(over).toBeLessThanOrEqual(mean + 1e-9);
        expect(monthOver({ mean, variance: 2 * variance }, limit)).toBeGreaterThanOrEqual(over - 1e-7);
      }),
    );
  });
});
