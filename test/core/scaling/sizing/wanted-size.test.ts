import { describe, expect, test } from 'vitest';
import type { Sizes } from '../../../../core/scaling/config/sizes.ts';
import { decidingConfig } from '../../../../core/scaling/deciding-config.ts';
import { nothingKept } from '../../../../core/scaling/sizing/kept-size.ts';
import { wantedSize } from '../../../../core/scaling/sizing/wanted-size.ts';
import { anObservation, aScalable } from '../../../fixtures.ts';

/** Twice the memory is 2.2 times as fast, and four times no faster than that. */
const config = aScalable({
  target: { kind: 'lambda-concurrency', functionName: 'thumbnails', aliasName: 'live' },
  bounds: { min: 0, max: 0 },
  policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [{ from: '00:00', to: '23:59', floor: 0 }] }],
  sizes: {
    configured: '512',
    ladder: [
      { size: '512', serves: 2 },
      { size: '1024', serves: 4.4 },
      { size: '2048', serves: 4.5 },
    ],
  },
});
const sizes = config.sizes as Sizes;
const wanted = (now: string) =>
  wantedSize(anObservation({ config: decidingConfig(config) }), sizes, { ...nothingKept('live'), now });

describe('the memory that is right of a function', () => {
  test('is that which serves a call for the least, whatever is called', () => {
    expect(wanted('512')).toMatchObject({ to: '1024', isUrgent: false });
    expect(wanted('2048')?.to).toBe('1024');
    expect(wanted('512')?.because).toMatchObject({ share: 2 / 2.2 });
  });

  test('is the one that it has, where no other is 3 % cheaper', () => {
    expect(wanted('1024')).toBeNull();
    expect(wanted('3008')).toBeNull();
  });

  test('needs an alias, and sizes that are memory', () => {
    const target = { kind: 'lambda-concurrency', functionName: 'thumbnails', aliasName: null } as const;
    expect(() => aScalable({ target, sizes: sizes as never })).toThrow(/name the alias/);
    const ladder = [{ size: 'large', serves: 1 }, ...sizes.ladder];
    expect(() => aScalable({ target: { ...target, aliasName: 'live' }, sizes: { ...sizes, ladder } as never })).toThrow(
      /"large" is not a size/,
    );
  });
});
