import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseSeveral } from '../../../../sim/scaling/portfolio/choose-several.ts';
import type { Merit } from '../../../../sim/scaling/portfolio/merits.ts';

const rule = { meanShare: 0.25, leastExcess: 0.02, leastWeight: 0.02 };

function standing(...losses: readonly number[]): Merit[] {
  return losses.map((costRatio, candidate) => ({ candidate, violationPercent: 0, costRatio, worth: 0 }));
}

const alike = (count: number): string[] => Array.from({ length: count }, () => 'rate 60');
const unlike = (count: number): string[] => Array.from({ length: count }, (_, at) => `rate ${at}`);

describe('several in charge', () => {
  test('are the best of each kind, the best of all first', () => {
    const kinds = ['rate', 'rate', 'envelope', 'envelope', 'rate'];
    const chosen = chooseSeveral(standing(1.3, 1.22, 1.2, 1.21, 1.25), kinds, rule);
    expect(chosen.map(({ candidate }) => candidate)).toEqual([2, 1]);
  });

  test('weigh 1/e for each quarter of what the best loses above the clairvoyant', () => {
    const chosen = chooseSeveral(standing(1.4, 1.5, 1.6), unlike(3), rule);
    expect(chosen.map(({ weight }) => weight)).toEqual([1, 0.37, 0.14]);
  });

  test('are counted by the least excess where the best loses next to nothing', () => {
    expect(chooseSeveral(standing(1, 1.005), unlike(2), rule)[1]?.weight).toBe(0.37);
    expect(chooseSeveral(standing(0.98, 0.985), unlike(2), rule)[1]?.weight).toBe(0.37);
  });

  test('are one where all are of one kind, and where nobody else is worth a fiftieth', () => {
    expect(chooseSeveral(standing(1.4, 1.41, 1.5), alike(3), rule)).toEqual([{ candidate: 0, weight: 1 }]);
    expect(chooseSeveral(standing(1.4, 1.9), unlike(2), rule)).toEqual([{ candidate: 0, weight: 1 }]);
  });

  test('are the middle ones of those that did just alike, in the order in which candidates stand', () => {
    expect(chooseSeveral(standing(1.2, 1.2, 1.2, 1.3), alike(4), rule)[0].candidate).toBe(1);
    const kinds = ['rate', 'rate', 'rate', 'envelope', 'envelope', 'envelope'];
    const chosen = chooseSeveral(standing(1, 1, 1, 1, 1, 1), kinds, rule);
    expect(chosen.map(({ candidate }) => candidate)).toEqual([1, 4]);
  });

  test('count what violations are worth as cost', () => {
    const [one, other] = standing(1.2, 1.3) as [Merit, Merit];
    expect(chooseSeveral([{ ...one, worth: 5 }, other], unlike(2), rule)[0].candidate).toBe(1);
  });

  test('are nobody of nobody', () => {
    expect(() => chooseSeveral([], [], rule)).toThrow(RangeError);
  });

  test('never weigh more for losing more, whoever they are', () => {
    const losses = fc.array(fc.double({ min: 0.5, max: 4, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(losses, fc.integer({ min: 1, max: 9 }), (all, kindCount) => {
        const kinds = all.map((_, at) => `kind ${at % kindCount}`);
        const chosen = chooseSeveral(standing(...all), kinds, rule);
        const told = chosen.map(({ candidate, weight }) => ({ loss: all[candidate] as number, weight }));
        expect(told[0]).toEqual({ loss: Math.min(...all), weight: 1 });
        expect(told.map(({ weight }) => weight)).toEqual(told.map(({ weight }) => weight).sort((a, b) => b - a));
        expect(told.map(({ loss }) => loss)).toEqual(told.map(({ loss }) => loss).sort((a, b) => a - b));
        expect(new Set(chosen.map(({ candidate }) => kinds[candidate])).size).toBe(chosen.length);
      }),
    );
  });
});
