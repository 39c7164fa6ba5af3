import { describe, expect, it } from 'vitest';
import { exactHitRatios, takenAway } from '../../../bench/caching/curve/exact-lru.ts';
import { sequences } from '../../../bench/caching/curve/sequences.ts';
import { CurveSampler, hitRatio, together } from '../../../core/caching/curve-sampler.ts';
import { murmur3 } from '../../../core/sharding/map/murmur3.ts';

const length = 100_000;

function sampled(sequence: readonly number[], seed = 0): CurveSampler {
  const sampler = new CurveSampler();
  for (const key of sequence)
    if (key < 0) sampler.forget(murmur3(`key/${takenAway(key)}`, seed));
    else sampler.use(murmur3(`key/${key}`, seed), 0, Number.POSITIVE_INFINITY);
  return sampler;
}

describe('a curve from a sample of keys', () => {
  it.each(Object.entries(sequences))('is within 2 points of an exact LRU at four sizes: %s', (_, sequence) => {
    const keys = sequence(length, 3);
    const distinct = new Set(keys.filter((key) => key >= 0)).size;
    const sizes = [0.05, 0.2, 0.5, 0.9].map((share) => Math.round(share * distinct));
    const exact = exactHitRatios(keys, sizes);
    const seen = sampled(keys).seen();
    for (const [index, size] of sizes.entries())
      expect(Math.abs(hitRatio(seen, size) - (exact[index] ?? 0)), `${size} keys`).toBeLessThan(0.02);
    expect(seen.keys / distinct).toBeGreaterThan(0.95);
    expect(seen.keys / distinct).toBeLessThan(1.05);
  });

  it('is exact where all keys are in the sample, as a list that is searched tells', () => {
    const keys = Array.from({ length: 3000 }, (_, at) => (at * at + (at % 17) * 3) % 101);
    const bySearching = (size: number) => {
      const recent: number[] = [];
      let hits = 0;
      for (const key of keys) {
        const at = recent.indexOf(key);
        if (at >= 0) {
          recent.splice(at, 1);
          if (at < size) hits++;
        }
        recent.unshift(key);
      }
      return hits / keys.length;
    };
    const sizes = [1, 5, 20, 60, 101];
    const exact = sizes.map(bySearching);
    expect(exactHitRatios(keys, sizes)).toEqual(exact);
    const seen = sampled(keys).seen();
    for (const [index, size] of sizes.entries()) expect(hitRatio(seen, size)).toBeCloseTo(exact[index] ?? 0, 1);
  });

  it('counts no hit for what was taken away or has ended, whatever the size', () => {
    const sampler = new CurveSampler();
    sampler.use(1, 0, 100);
    sampler.use(1, 50, 100);
    sampler.use(1, 101, 100);
    sampler.forget(1);
    sampler.use(1, 102, 100);
    expect(hitRatio(sampler.seen(), 1000)).toBe(0.25);
  });

  it('follows what changes, and adds up over processes', () => {
    const sampler = sampled(Array.from({ length: 1000 }, (_, at) => at));
    expect(hitRatio(sampler.seen(), 1e6)).toBe(0);
    for (let times = 0; times < 12; times++) sampler.fade();
    for (let at = 0; at < 1000; at++) sampler.use(7, 0, Number.POSITIVE_INFINITY);
    expect(hitRatio(sampler.seen(), 10)).toBeGreaterThan(0.99);
    const both = together([sampler.seen(), sampled([1, 2, 3]).seen()]);
    expect(both.requests).toBeCloseTo(1003.24, 1);
    expect(hitRatio(together([]), 10)).toBe(0);
  });
});
