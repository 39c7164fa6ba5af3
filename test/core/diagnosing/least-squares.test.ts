import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nonNegative, Sums } from '../../../core/diagnosing/least-squares.ts';

const number = fc.double({ min: -10, max: 10, noNaN: true });
const problem = fc.integer({ min: 1, max: 5 }).chain((size) =>
  fc.array(fc.record({ columns: fc.array(number, { minLength: size, maxLength: size }), value: number }), {
    minLength: size + 3,
    maxLength: 20,
  }),
);

describe('non-negative least squares', () => {
  it('finds factors that none can be bettered of: no slope down, and none below zero', () => {
    fc.assert(
      fc.property(problem, (rows) => {
        const sums = new Sums(rows[0]?.columns.length ?? 0);
        for (const { columns, value } of rows) sums.addRow(columns, value, 1);
        const factors = nonNegative(sums);
        const scale = 1 + Math.max(...sums.right.map(Math.abs), ...sums.gram.map(Math.abs));
        factors.forEach((factor, one) => {
          expect(factor).toBeGreaterThanOrEqual(0);
          const slope = factors.reduce(
            (left, other, at) => left - (sums.gram[one * sums.size + at] ?? 0) * other,
            sums.right[one] ?? 0,
          );
          const own = sums.gram[one * sums.size + one] ?? 0;
          if (factor > 0) expect(Math.abs(slope) / scale).toBeLessThan(1e-6 * (1 + factor));
          // One that says nothing of its own is left out, and one that is next to nothing too.
          else if (own > 1e-6 * scale) expect(slope / scale).toBeLessThan(1e-4);
        });
      }),
    );
  });

  it('is exact where the answer is', () => {
    const sums = new Sums(3);
    for (let at = 0; at < 20; at++) {
      const columns = [1, at, Math.sin(at)];
      sums.addRow(columns, 2 + 3 * at, 1 + at);
    }
    const factors = nonNegative(sums);
    expect([...factors].map((value) => Number(value.toFixed(9)))).toEqual([2, 3, 0]);
    expect(sums.errorOf(factors)).toBeLessThan(1e-6);
  });

  it('leaves out a column that says the same as another', () => {
    const sums = new Sums(2);
    for (let at = 1; at < 9; at++) sums.addRow([at, at], 4 * at, 1);
    expect(nonNegative(sums).reduce((sum, value) => sum + value, 0)).toBeCloseTo(4, 6);
  });
});
