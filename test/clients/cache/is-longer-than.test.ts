import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLongerThan } from '../../../clients/cache/is-longer-than.ts';

describe('whether JSON is longer than something', () => {
  it('is never said of what is not', () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.anything({ withDate: true, withTypedArray: true, withMap: true, withSet: true, withNullPrototype: true }),
    );
    fc.assert(
      fc.property(anything, (value) => {
        const json = writtenOr(value);
        if (json !== null) expect(isLongerThan(value, json.length)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('is said of texts, lists, objects and buffers, within them too, and of a ring never for ever', () => {
    const ring: Record<string, unknown> = {};
    ring.itself = [ring, ring];
    expect(isLongerThan(ring, 100)).toBe(false);
    for (const value of ['x'.repeat(101), { a: ['x'.repeat(60), 'y'.repeat(60)] }, { body: Buffer.alloc(101) }])
      expect(isLongerThan(value, 100)).toBe(true);
    expect(
      isLongerThan(
        Array.from({ length: 1000 }, () => 'one'),
        100,
      ),
    ).toBe(true);
    expect(isLongerThan({ body: Buffer.alloc(2 ** 28) }, 1024)).toBe(true);
  });
});

/** Null where it cannot be written. */
function writtenOr(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    return null;
  }
}
