import { describe, expect, it } from 'vitest';
import { calibration, type Month, monthsOf } from '../../../bench/scaling/foreseeing/months.ts';

const whose = { trace: 'shop', leadSeconds: 60, seed: 1, budgetPercent: 0.5, stepSeconds: 60 };

/** So many days of which each violates its percent, 10 units on average. */
function walked(percents: readonly number[]) {
  return {
    ...whose,
    days: {
      violating: Float64Array.from(percents),
      requests: new Float64Array(percents.length).fill(100),
      units: new Float64Array(percents.length).fill(14_400),
      judged: new Float64Array(percents.length).fill(1),
    },
  };
}

describe('what months are held to', () => {
  it('is what was foreseen the night before, from the days before alone', () => {
    const months = monthsOf(walked([...new Array<number>(42).fill(0), ...new Array<number>(28).fill(2)]));
    expect(months.map(({ violationPercent }) => violationPercent)).toEqual([0, 2]);
    expect(months.every(({ missChance }) => missChance < 0.05)).toBe(true);
    expect(months[0]).toMatchObject({ units: 10, meanUnits: { middle: 10 } });
  });

  it('leaves out what is not a whole month', () => {
    expect(monthsOf(walked(new Array<number>(41).fill(0)))).toEqual([]);
  });

  it('comes to misses beside the chances that add up, and to how often the units lay between', () => {
    const month = (missChance: number, violationPercent: number, units: number): Month => {
      return { trace: 'shop', leadSeconds: 60, seed: 1, missChance, violationPercent, units, meanUnits };
    };
    const meanUnits = { low: 9, middle: 10, high: 11 };
    const told = calibration([month(0.01, 0.2, 10), month(0.05, 0.6, 12), month(0.5, 0.1, 9), month(1, 3, 11)], 0.5);
    expect(told.groups).toEqual([
      { name: 'promised', months: 2, expected: expect.closeTo(0.06), missed: 1 },
      { name: 'doubtful', months: 1, expected: 0.5, missed: 0 },
      { name: 'hopeless', months: 1, expected: 1, missed: 1 },
    ]);
    expect([told.unitsHeldPercent, told.missedShare, told.brierOfTheMean]).toEqual([75, 0.5, 0.25]);
  });
});
