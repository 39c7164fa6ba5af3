import { describe, expect, test } from 'vitest';
import { remarksOn } from '../../../../core/scaling/config/remarks.ts';
import type { ScalableInput } from '../../../../core/scaling/config/scalable.ts';
import { aScalable, someSizes } from '../../../fixtures.ts';

const refused = (sizes: object, more: Partial<ScalableInput> = {}) => {
  return () => aScalable({ sizes: { ...someSizes, ...sizes } as never, ...more });
};
const tuned = { kind: 'tuned', reading: 'demand' } as const;

describe('what is said of sizes', () => {
  test('is right with nothing but a ladder', () => {
    expect(aScalable({ sizes: someSizes }).sizes).toMatchObject({
      change: 'recommend',
      redundancy: null,
      timeZone: 'UTC',
    });
    const tasks = {
      configured: '256/512',
      ladder: [
        { size: '256/512', serves: 1 },
        { size: '512/1024', serves: 2 },
      ],
    };
    const target = { kind: 'ecs-service', cluster: 'shop', serviceName: 'web' } as const;
    expect(aScalable({ target, sizes: tasks }).sizes?.ladder).toHaveLength(2);
  });

  test('is remarked on where nobody knows a price', () => {
    const ladder = [{ size: 'q1.tiny', serves: 1 }, ...someSizes.ladder];
    const says = remarksOn(aScalable({ sizes: { ...someSizes, ladder } })).map((one) => one.says);
    expect(says.join()).toContain('the price of q1.tiny is not known here');
    expect(remarksOn(aScalable({ sizes: someSizes }))).toEqual([]);
  });

  test('is remarked on where Fargate, by whose prices tasks are weighed, has no such task', () => {
    const target = { kind: 'ecs-service', cluster: 'shop', serviceName: 'web' } as const;
    const remarked = (...all: readonly string[]) => {
      const ladder = all.map((size, place) => ({ size, serves: place + 1 }));
      return remarksOn(aScalable({ target, sizes: { configured: all[0] as string, ladder } })).map(({ says }) => says);
    };
    expect(remarked('256/512', '256/2048', '2048/5120', '16384/122880')).toEqual([]);
    for (const none of ['256/1536', '256/4096', '512/512', '300/1024', '8192/17408', '4096/8193'])
      expect(remarked('256/512', none)).toEqual([expect.stringContaining(`the price of ${none} is not known here`)]);
  });

  test.each<[string, () => unknown, RegExp]>([
    [
      'a size that is none',
      refused({ ladder: [{ size: 'large', serves: 1 }, ...someSizes.ladder] }),
      /"large" is not a size; write e\.g\. m7g\.large/,
    ],
    [
      'a ladder upside down',
      refused({ ladder: someSizes.ladder.toReversed() }),
      /the size that serves least comes first/,
    ],
    ['a size that is not on it', refused({ configured: 'm6i.large' }), /is not on the ladder/],
    ['no window to change in', refused({ change: 'on', windows: [] }), /say when units may be replaced/],
    ['a pool beside it', refused({ change: 'on' }, { warmPool: {} }), /beside a warmPool is not possible/],
    [
      'a unit that is learned',
      refused({ change: 'on' }, { policies: [tuned] }),
      /what was learned of one size is wrong of the next/,
    ],
    ['a zone of the clock that is none', refused({ timeZone: 'Mars/Base' }), /IANA time zone/],
    ['more redundancy than units', refused({ change: 'on', redundancy: 30 }), /above bounds\.max 20/],
    [
      'a target without sizes',
      refused({}, { target: { kind: 'lambda-event-source', uuid: '0'.repeat(8) } as never }),
      /sizes|target/,
    ],
  ])('is refused by its field, with the fix: %s', (_, make, says) => {
    expect(make).toThrow(says);
  });
});
