import { describe, expect, it } from 'vitest';
import { parseNodes } from '../../../core/caching/config/cache-nodes.ts';
import { CurveSampler } from '../../../core/caching/curve-sampler.ts';
import { followSize } from '../../../functions/cache-invalidator/follow-size.ts';
import type { InvalidatedCache } from '../../../functions/cache-invalidator/touching.ts';

/** Values of 100 kB, all used again and again: a node of cache.t4g.small has room for some 11,000 of them. */
function seenOf(keys: number) {
  const sampler = new CurveSampler();
  for (let round = 0; round < 3; round++) {
    for (let key = 0; key < keys; key++) {
      const hash = Math.imul(key + 1, 0x9e3779b1);
      sampler.use(hash, round, 1e9);
      sampler.weigh(hash, 100_000);
    }
  }
  return sampler.seen();
}

const nodes = parseNodes({ nodeType: 'cache.t4g.small', shards: 3 });
const known = { seen: seenOf(8000), requestsPerSecond: 200 };

/** How many node groups are said to pay of a cache with so many, and what was taken away for it. */
async function followed(present: number, more: Partial<Parameters<typeof followSize>[0]> = {}, holds = 0) {
  const shrunk: number[] = [];
  const troubles: string[] = [];
  const cache = {
    masters: () => present,
    shrink: async (most: number) => {
      shrunk.push(most);
      if (holds < 0) throw new Error('an LFU maxmemory policy is selected');
      return { held: Math.max(holds, most) };
    },
  } as unknown as InvalidatedCache;
  const world = {
    ...{ nodes: () => nodes, shrinksFirst: true, usdPerMiss: async () => 1e-5, nowMs: () => 0, ...more },
    onTrouble: (what: string) => void troubles.push(what),
  };
  return { pays: await followSize(world, cache, known), shrunk, troubles };
}

describe('how many node groups of a cache pay', () => {
  it('is told as it is where as many are there, or fewer', async () => {
    expect(await followed(1)).toMatchObject({ pays: 1, shrunk: [] });
  });

  it('is told lower once what was used longest ago is gone, and not before', async () => {
    const { pays, shrunk } = await followed(3);
    expect(pays).toBe(1);
    expect(shrunk[0]).toBeGreaterThan(8000);
    expect(await followed(3, {}, 1e6)).toMatchObject({ pays: 3 });
  });

  it('stays where the server cannot tell what was used, which is told', async () => {
    expect(await followed(3, {}, -1)).toMatchObject({ pays: 3, troubles: [expect.stringContaining('shrunk')] });
  });

  it('is told, and nothing taken away, where nobody scales by it', async () => {
    expect(await followed(3, { shrinksFirst: false })).toMatchObject({ pays: 1, shrunk: [] });
  });

  it.each([
    ['no miss has a price', { usdPerMiss: async () => null }],
    ['it was there already', { nodes: () => null }],
    ['it is not a cluster', { nodes: () => parseNodes({ nodeType: 'cache.t4g.small' }) }],
    ['nobody knows what its nodes cost', { nodes: () => parseNodes({ nodeType: 'cache.x9g.small', shards: 3 }) }],
  ])('is not known where %s', async (_, more) => {
    expect(await followed(3, more)).toEqual({ pays: null, shrunk: [], troubles: [] });
  });
});
