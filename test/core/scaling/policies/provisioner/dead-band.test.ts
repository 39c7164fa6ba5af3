import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withDeadBand } from '../../../../../core/scaling/policies/provisioner/dead-band.ts';

const units = fc.integer({ min: 1, max: 3000 });
const apart = fc.double({ min: 0, max: 1000, noNaN: true });

describe('the dead band', () => {
  test('what is missing is asked for at once and in full', () => {
    expect(withDeadBand(21, 20)).toBe(21);
    fc.assert(fc.property(units, units, (wanted, asked) => wanted < asked || withDeadBand(wanted, asked) === wanted));
  });

  test('up to a tenth stays', () => {
    expect([20, 21, 22].map((asked) => withDeadBand(20, asked))).toEqual([20, 21, 22]);
    expect(withDeadBand(200, 220)).toBe(220);
  });

  test('of more than a tenth half a tenth stays', () => {
    expect(withDeadBand(20, 23)).toBe(21);
    expect(withDeadBand(200, 221)).toBe(210);
  });

  test('fleets below five units keep nothing spare, since a unit is much of them', () => {
    expect([1, 2, 3, 4].map((wanted) => withDeadBand(wanted, wanted + 1))).toEqual([1, 2, 3, 4]);
  });

  test('half of what ways are apart may be spare, where that is more than a tenth', () => {
    expect(withDeadBand(20, 26, 12)).toBe(26);
    expect(withDeadBand(20, 27, 12)).toBe(23);
    expect(withDeadBand(20, 23, 2)).toBe(withDeadBand(20, 23));
    expect(withDeadBand(3, 5, 4)).toBe(5);
  });

  test('what was just decided stays, and what wavers by a twentieth changes nothing', () => {
    fc.assert(
      fc.property(units, units, apart, (wanted, asked, apartUnits) => {
        const decided = withDeadBand(wanted, asked, apartUnits);
        expect(withDeadBand(wanted, decided, apartUnits)).toBe(decided);
        expect(decided).toBeGreaterThanOrEqual(wanted);
        expect(decided).toBeLessThanOrEqual(Math.max(wanted, asked));
      }),
    );
    const after = withDeadBand(200, 300);
    for (const wavering of [205, 195, 209, 191]) expect(withDeadBand(wavering, after)).toBe(after);
  });
});
