import { describe, expect, test } from 'vitest';
import { type SizedNight, sizeOfNight } from '../../../functions/policy-tuner/size-of-night.ts';
import { aScalable, noonMs, someSizes } from '../../fixtures.ts';

const minutes = 14 * 1440;

/** Two weeks of one demand, on units of which the larger serve more than their price. */
function aNight(perSecond: number, more: Partial<SizedNight> = {}): SizedNight {
  const ladder = someSizes.ladder.map(({ size }, place) => ({ size, serves: 85 + 200 * (2 ** place - 1) }));
  const config = aScalable({ sizes: { ...someSizes, ladder } });
  const { sizes } = config;
  if (sizes === undefined) throw new RangeError('a fixture has no sizes');
  const demand = new Float64Array(minutes).fill(perSecond);
  return { config, sizes, unitPerSecond: 85, now: null, demand, leadSeconds: 300, atMs: noonMs, ...more };
}

describe('the size that a night finds', () => {
  test('is the next larger where that would have cost less, with what it would have saved', () => {
    expect(sizeOfNight(aNight(900))).toEqual({
      size: 'm7g.xlarge',
      says: '5 x m7g.xlarge would have served what 16 x m7g.large did, for 0.63 of the cost',
    });
  });

  test('is reckoned from the size that units have', () => {
    expect(sizeOfNight(aNight(900, { now: 'm7g.xlarge' }))?.size ?? 'kept').not.toBe('m7g.xlarge');
    expect(sizeOfNight(aNight(900, { now: 'm6i.large' }))).toBeNull();
  });

  test('is none where nothing is known, or nothing would be saved', () => {
    expect(sizeOfNight(aNight(Number.NaN))).toBeNull();
    expect(sizeOfNight(aNight(20))).toBeNull();
  });
});
