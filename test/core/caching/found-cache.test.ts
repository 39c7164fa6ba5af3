import { describe, expect, it } from 'vitest';
import { type FoundCache, judgeCache } from '../../../core/caching/found-cache.ts';

const inOrder: FoundCache = {
  ...{ name: 'orders', region: 'eu-central-1', engine: 'valkey', nodeType: 'cache.r7g.large', nodes: 2 },
  ...{ hasTls: true, hasLogin: true, days: 14, fullestPercent: 60, evictions: 0, hits: 9000, misses: 1000 },
};
const said = (more: Partial<FoundCache>) => judgeCache({ ...inOrder, ...more });

describe('a cache that is found in an account', () => {
  it('has one remark where nothing of it stands out', () => {
    expect(said({})).toEqual([{ is: 'ok', says: 'nothing of it stands out', mend: null }]);
  });

  it('is told what it lacks, with the command where there is one', () => {
    expect(said({ hasTls: false })[0]?.mend).toContain('--transit-encryption-enabled');
    expect(said({ hasLogin: false })).toMatchObject([{ says: expect.stringContaining('may use it'), mend: null }]);
  });

  it('is told what another engine saves: a fifth of its nodes', () => {
    const [found] = said({ engine: 'redis' });
    expect(found?.says).toContain(`$${(2 * 0.2 * 0.219 * 30.4 * 24).toFixed(2)} a month`);
    expect(found?.mend).toContain('--engine valkey');
  });

  it('is told the cheapest type that holds what it held, and none where keys were taken out', () => {
    expect(said({ fullestPercent: 10 })[0]).toMatchObject({
      says: expect.stringMatching(/10 % full at most; cache\.t4g\.medium would hold that/),
      mend: expect.stringContaining('--cache-node-type cache.t4g.medium'),
    });
    expect(said({ fullestPercent: 10, evictions: 5 })).toMatchObject([
      { says: expect.stringContaining('5 keys'), mend: null },
    ]);
    expect(said({ fullestPercent: null })[0]?.is).toBe('ok');
    expect(judgeCache({ ...inOrder, fullestPercent: 10 }, { isSized: true })[0]?.is).toBe('ok');
    expect(said({ nodeType: 'cache.m3.large', engine: 'redis', fullestPercent: 1 })[0]?.is).toBe('ok');
  });

  it('is told where nobody reads from it, or most of what is asked for is not there', () => {
    expect(said({ hits: 0, misses: 0 })[0]?.says).toContain('nobody has read');
    expect(said({ hits: 0, misses: 0, fullestPercent: null })[0]?.is).toBe('ok');
    expect(said({ hits: 1000, misses: 9000 })[0]?.says).toContain('10 %');
    expect(said({ hits: 1, misses: 9 })[0]?.is).toBe('ok');
  });
});
