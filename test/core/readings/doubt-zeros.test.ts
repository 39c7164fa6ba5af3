import fc from 'fast-check';
import { expect, test } from 'vitest';
import { doubtZeros } from '../../../core/readings/doubt-zeros.ts';
import type { Unit } from '../../../core/readings/unit.ts';
import { aReading, minuteMs, type Told } from '../../fixtures.ts';

/** What becomes of periods, oldest first: a value, or why there is none. */
function told(periods: readonly Told[], unit: Unit | null = 'percent', periodSeconds = 60): readonly Told[] {
  const { samples } = aReading(periods, undefined, periodSeconds);
  return doubtZeros(samples, unit, periodSeconds * 1000).samples.map((one) =>
    one.is === 'value' ? one.value : one.is,
  );
}

const times = (count: number, one: Told) => Array.from({ length: count }, () => one);

test('a 0 right after a busy period is late, until it has lasted ten minutes', () => {
  expect(told([50, 0])).toEqual([50, 'late']);
  expect(told([50, ...times(11, 0)])).toEqual([50, ...times(9, 'late'), 0, 0]);
});

test('it lasts three periods at least, where they are long', () => {
  expect(told([50, 0, 0, 0, 0], 'percent', 300)).toEqual([50, 'late', 'late', 0, 0]);
});

test('a period without a point between does not make it believed', () => {
  expect(told([50, 'missing', 0])).toEqual([50, 'missing', 'late']);
});

test('what fades out is believed', () => {
  expect(told([50, 12, 3, 0, 0])).toEqual([50, 12, 3, 0, 0]);
});

test('a 0 of which nobody knows what was before is believed', () => {
  expect(told([0, 0])).toEqual([0, 0]);
});

test('a share is doubted too, and nothing that is not a utilisation', () => {
  expect(told([0.5, 0], 'share')).toEqual([0.5, 'late']);
  for (const unit of ['count', 'per second', 'seconds', 'bytes', null] as const)
    expect(told([50, 0], unit)).toEqual([50, 0]);
});

test('it says so', () => {
  const { samples } = aReading([50, 0, 0]);
  const says = '2 points of exactly 0 right after a busy one; not believed until that lasts 10 min';
  expect(doubtZeros(samples, 'percent', minuteMs).trouble).toBe(says);
  expect(doubtZeros(samples, 'count', minuteMs).trouble).toBeNull();
});

test('nothing but exact zeros is ever doubted, and every one is believed once it has lasted', () => {
  const one = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 100, noNaN: true }), fc.constant('missing' as const));
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), fc.constantFrom(20, 60, 300), (periods, seconds) => {
      told(periods, 'percent', seconds).forEach((now, index) => {
        if (periods[index] !== 0) expect(now).toBe(periods[index]);
      });
      expect(told([...periods, ...times(60, 0)], 'percent', seconds).at(-1)).toBe(0);
    }),
  );
});
