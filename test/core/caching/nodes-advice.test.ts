import { describe, expect, it } from 'vitest';
import { CurveSampler, hitRatio } from '../../../core/caching/curve-sampler.ts';
import { adviseNodes, type SizedCache } from '../../../core/caching/nodes-advice.ts';
import { tellAdvice } from '../../../core/caching/tell-advice.ts';
import { cacheNodePrices } from '../../../core/prices/cache-node-price.ts';

/** Keys of 20 kilobytes of which the n-th is asked for 1/n as often as the first. */
function zipf(keys: number, requests: number) {
  const sampler = new CurveSampler();
  let state = 7;
  for (let index = 0; index < requests; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const key = Math.floor(keys ** (state / 2 ** 32));
    const hash = Math.imul(key, 2_654_435_761) >>> 0;
    sampler.use(hash, index, 1e12);
    sampler.weigh(hash, 20_000);
  }
  return sampler.seen();
}

const seen = zipf(5_000_000, 200_000);
const cache = (more: Partial<SizedCache> = {}): SizedCache => ({
  nodes: { nodeType: 'cache.r7g.large', shards: null, replicas: 1, engine: 'valkey' },
  seen,
  requestsPerSecond: 1000,
  usdPerMiss: null,
  ...more,
});

describe('the nodes of a cache', () => {
  it('are weighed with their replicas by what the list says of their engine', () => {
    const { now } = adviseNodes(cache());
    expect(now?.nodesUsdPerHour).toBeCloseTo(2 * 0.8 * 0.219, 6);
    const large = cacheNodePrices('redis').find(({ nodeType }) => nodeType === 'cache.r7g.large');
    expect(large).toMatchObject({ usdPerHour: 0.219 });
  });

  it('that pay best cost less with their misses than every other size', () => {
    for (const usdPerMiss of [1e-9, 1e-7, 1e-6, 1e-5]) {
      const { best, now } = adviseNodes(cache({ usdPerMiss }));
      for (const { bytes, usdPerHour } of cacheNodePrices('valkey')) {
        const ratio = hitRatio(seen, Math.floor((0.75 * bytes) / (seen.meanBytes + 150)));
        const whole = 2 * usdPerHour + 1000 * 3600 * (1 - ratio) * usdPerMiss;
        expect(best?.usdPerHour).toBeLessThanOrEqual(whole + 1e-9);
      }
      expect(best?.usdPerHour).toBeLessThanOrEqual(now?.usdPerHour ?? 0);
    }
  });

  it('are best just between the prices of a miss that are told, and not outside of them', () => {
    const { bestWhere, now } = adviseNodes(cache({ nodes: { ...cache().nodes, nodeType: 'cache.t4g.small' } }));
    const { from = 0, to } = bestWhere ?? {};
    expect(to ?? Number.POSITIVE_INFINITY).toBeGreaterThan(from);
    const bestAt = (usdPerMiss: number) => adviseNodes(cache({ usdPerMiss })).best?.offer?.name;
    expect(bestAt((from + (to ?? 2 * from)) / 2)).toBe(now?.offer?.name);
    expect(bestAt(from * 0.98)).not.toBe(now?.offer?.name);
    if (to !== null && to !== undefined) expect(bestAt(to * 1.02)).not.toBe(now?.offer?.name);
  });

  it('spread over more parts only where there is a cluster', () => {
    const usdPerMiss = 1e-3;
    expect(adviseNodes(cache({ usdPerMiss })).best?.nodes).toBe(1);
    const nodes = { nodeType: 'cache.t4g.micro', shards: 2, replicas: 0, engine: 'redis' } as const;
    expect(adviseNodes(cache({ nodes })).now).toMatchObject({ nodes: 2, nodesUsdPerHour: 0.032 });
  });

  it('are told in a sentence with prices', () => {
    const told = (more: Partial<SizedCache>) => {
      const sized = cache(more);
      return tellAdvice('orders', sized, adviseNodes(sized));
    };
    const money = String.raw`\$\d+\.\d\d`;
    expect(told({ usdPerMiss: 1e-7 })).toMatch(
      new RegExp(
        `^orders: \\d of cache\\.\\S+ \\(${money} a month, [\\d.]+ % answered\\) would pay best: with misses ${money} a month in all, where 2 of cache.r7g.large`,
      ),
    );
    expect(told({ nodes: { ...cache().nodes, nodeType: 'cache.t4g.small' } })).toMatch(
      new RegExp(`are best where a million misses cost the database ${money} to ${money}; below that .*; above it`),
    );
    expect(told({ nodes: { ...cache().nodes, nodeType: 'cache.m1.small' } })).toBe(
      'orders: the price of cache.m1.small is not known here; weigh it with --nodes',
    );
  });
});
