import { describe, expect, it } from 'vitest';
import { CurveSampler } from '../../../core/caching/curve-sampler.ts';
import { type NodeOffer, sizeFor } from '../../../core/caching/size-for.ts';

const offers: readonly NodeOffer[] = [
  { name: 'small', bytes: 1e6, usdPerHour: 0.01 },
  { name: 'large', bytes: 8e6, usdPerHour: 0.06 },
];

/** A loop over so many keys of 850 bytes: only a cache that holds them all hits. */
function loop(keys: number) {
  const sampler = new CurveSampler();
  for (let at = 0; at < 10 * keys; at++) {
    const hash = Math.imul((at % keys) + 1, 2654435761);
    sampler.use(hash, 0, Number.POSITIVE_INFINITY);
    sampler.weigh(hash, 850);
  }
  return sampler.seen();
}
const sized = (seen: ReturnType<typeof loop>, usdPerMiss: number, copies = 1) =>
  sizeFor({ seen, requestsPerSecond: 100, usdPerMiss, offers, mostNodes: 4, copies });

describe('the size that pays', () => {
  it('takes as many as hold the loop, and no more', () => {
    const [best] = sized(loop(1000), 1e-6);
    expect(best).toMatchObject({ offer: { name: 'small' }, nodes: 2 });
    expect(best?.hitRatio).toBeCloseTo(0.9, 2);
    expect(best?.usdPerHour).toBeCloseTo(0.02 + 100 * 0.1 * 1e-6 * 3600, 3);
    expect(sized(loop(5000), 1e-6)[0]).toMatchObject({ offer: { name: 'large' }, nodes: 1 });
  });

  it('takes none where misses cost less than nodes', () => {
    expect(sized(loop(1000), 1e-8)[0]).toMatchObject({ offer: null, usdPerHour: 0.0036 });
    expect(sized(loop(1000), 1e-7, 2)[0]).toMatchObject({ offer: null });
  });

  it('refuses where it is not known how large values are', () => {
    const sampler = new CurveSampler();
    sampler.use(1, 0, 1);
    expect(() => sized(sampler.seen(), 1)).toThrow('meanBytes');
  });
});
