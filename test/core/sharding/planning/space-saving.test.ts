import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SpaceSaving } from '../../../../core/sharding/planning/space-saving.ts';

const streams = fc.array(fc.tuple(fc.nat(40).map(String), fc.integer({ min: 1, max: 9 })), { maxLength: 300 });

describe('a sketch of heavy keys', () => {
  it('knows every key that is heavier than the total by its counters, and tells no weight falsely', () => {
    fc.assert(
      fc.property(streams, fc.integer({ min: 1, max: 12 }), (stream, size) => {
        const sketch = new SpaceSaving(size);
        const weights = new Map<string, number>();
        for (const [key, weight] of stream) {
          sketch.add(key, weight);
          weights.set(key, (weights.get(key) ?? 0) + weight);
        }
        const top = sketch.top();
        expect(top.length).toBeLessThanOrEqual(size);
        for (const { key, least, most } of top) {
          expect(weights.get(key)).toBeGreaterThanOrEqual(least);
          expect(weights.get(key)).toBeLessThanOrEqual(most);
        }
        const known = new Set(top.map(({ key }) => key));
        for (const [key, weight] of weights) if (weight > sketch.total / size) expect(known).toContain(key);
      }),
    );
  });

  it('tells the heaviest first', () => {
    const sketch = new SpaceSaving(3);
    for (const key of ['b', 'a', 'b', 'c', 'b', 'a']) sketch.add(key);
    expect(sketch.top().map(({ key }) => key)).toEqual(['b', 'a', 'c']);
  });
});
