import { describe, expect, test } from 'vitest';
import { announcedUnits, planWarming, tellUsdOnce } from '../../../../core/scaling/warming/plan-warming.ts';
import { aScalable } from '../../../fixtures.ts';

const now = { reads: 12_000, writes: 4000, isBusy: false };

describe('what a table serves at once', () => {
  test('is raised to what is wanted, for the difference alone', () => {
    expect(planWarming('ReadCapacityUnits', now, 40_000)).toEqual({
      ...{ is: 'raise', from: 12_000, to: 40_000 },
      usdOnce: expect.closeTo(3.64),
    });
    expect(planWarming('MaxWriteRequestUnits', now, 100_000)).toMatchObject({ usdOnce: expect.closeTo(62.4) });
  });

  test('is never lowered, and never raised twice', () => {
    for (const units of [1, 11_999, 12_000]) {
      expect(planWarming('ReadCapacityUnits', now, units)).toEqual({ is: 'warm', units, now: 12_000 });
    }
    expect(planWarming('ReadCapacityUnits', { ...now, isBusy: true }, 40_000)).toEqual({ is: 'busy' });
    expect(planWarming('ReadCapacityUnits', { ...now, reads: null }, 40_000)).toEqual({ is: 'unknown' });
  });

  test('is to be what is announced: the highest floor, by the clock or by hand', () => {
    const windows = [
      { from: '07:00', to: '21:00', floor: 9 },
      { from: '21:00', to: '22:00', floor: 15 },
    ];
    const scalable = aScalable({ policies: [{ kind: 'schedule', timeZone: 'UTC', windows }] });
    expect(announcedUnits(scalable, [])).toEqual({ units: 15, by: 'a schedule' });
    expect(announcedUnits(scalable, [3, 18])).toEqual({ units: 18, by: 'an override' });
    expect(announcedUnits(aScalable(), [])).toBeNull();
  });

  test('has a price in words', () => {
    expect([3.64, 1234.4].map(tellUsdOnce)).toEqual(['$3.64', '$1,234']);
  });
});
