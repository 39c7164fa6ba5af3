import { describe, expect, test } from 'vitest';
import { costOfKnownPeak } from '../../../bench/scaling/allocating/known-peak.ts';

const hours = (...perDay: (readonly number[])[]) => Int32Array.from(perDay.flat());
const scoredFrom = (hour: number, all: number) => Uint8Array.from({ length: all }, (_, at) => (at < hour ? 0 : 1));
const night = new Array<number>(12).fill(2);

describe('a static fleet at the peak of the known days', () => {
  const need = hours([...night, ...night.with(3, 4)], [...night, ...night.with(0, 6)], [...night, ...night.with(9, 5)]);
  const world = { startMs: Date.UTC(2026, 0, 5), stepSeconds: 3600, steps: 72, need };

  test('is as large each day as the days before it needed at most, and never smaller again', () => {
    // The second day by the peak of the first, 4, and the third by that of the second, 6.
    const needed = 24 * 2 + 4 + (24 * 2 + 3);
    expect(costOfKnownPeak({ ...world, scored: scoredFrom(24, 72) })).toBeCloseTo((24 * 4 + 24 * 6) / needed);
  });

  test('knows the days that are not scored too', () => {
    expect(costOfKnownPeak({ ...world, scored: scoredFrom(48, 72) })).toBeCloseTo((24 * 6) / (24 * 2 + 3));
  });

  test('is not known where the first day is scored', () => {
    expect(costOfKnownPeak({ ...world, scored: scoredFrom(0, 72) })).toBeNull();
  });
});
