import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cheapestItems, sortOut } from '../../../core/purging/cheapest-items.ts';
import type { Prices } from '../../../core/purging/prices.ts';
import { cheapest, isCovered } from './cheapest.ts';

const prices: Prices = {
  dollarsPerItem: 0.005,
  freeItems: 0,
  dollarsPerTurn: 0,
  dollarsPerRefetch: 0.00001,
  mostCollateral: 100,
  mostWildcards: 15,
};

const below = (unchanged: readonly string[]) => (folder: string) =>
  unchanged.filter((path) => path.startsWith(folder)).length;

const path = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }), fc.constantFrom('x', 'y', 'z', 'w'))
  .map(([folders, name]) => `/${[...folders, name].join('/')}`);
const site = fc.tuple(fc.uniqueArray(path, { minLength: 1, maxLength: 12 }), fc.uniqueArray(path, { maxLength: 12 }));

describe('the items of a purge', () => {
  it('costs as little as the best of all ways, in dollars and turns and then in items', () => {
    const anyPrices = fc.record({
      dollarsPerItem: fc.constantFrom(0.005, 0.001, 0),
      freeItems: fc.integer({ min: 0, max: 12 }),
      dollarsPerTurn: fc.constantFrom(0, 0.00001, 0.004),
      dollarsPerRefetch: fc.constantFrom(0.00001, 0.001, 0.003, 0.01),
      mostCollateral: fc.integer({ min: 0, max: 8 }),
      mostWildcards: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(site, anyPrices, ([changed, others], some) => {
        const unchanged = others.filter((one) => !changed.includes(one));
        const { items, dollars } = cheapestItems(sortOut(changed), below(unchanged), some);
        const best = cheapest(changed, unchanged, some);
        expect(dollars + items.length * some.dollarsPerTurn).toBeCloseTo(best.cost, 9);
        expect(items.length).toBe(best.items);
      }),
      { numRuns: 1500 },
    );
  });

  it('covers every changed path', () => {
    fc.assert(
      fc.property(site, ([changed, unchanged]) => {
        const { items } = cheapestItems(sortOut(changed), below(unchanged), prices);
        expect(changed.filter((one) => !isCovered(items, one))).toEqual([]);
      }),
    );
  });

  it('makes one wildcard of a folder that changed as a whole', () => {
    const changed = Array.from({ length: 50_000 }, (_, index) => `/site/${index % 100}/${index}.html`);
    const found = cheapestItems(sortOut([...changed, '/robots.txt']), below(['/a.html', '/b.html']), {
      ...prices,
      freeItems: 1000,
    });
    expect(found.items).toEqual(['/site/*', '/robots.txt']);
    expect(found).toMatchObject({ collateral: 0, dollars: 0 });
  });

  it('makes no wildcard where nobody knows what else there is', () => {
    const found = cheapestItems(sortOut(['/a/1', '/a/2', '/a/3']), null, prices);
    expect(found.items).toEqual(['/a/1', '/a/2', '/a/3']);
    expect(found.collateral).toBeNull();
  });

  it('needs no item for what a wildcard covers that somebody asks for', () => {
    const found = cheapestItems(sortOut(['/a/*', '/a/1', '/a/b/*', '/b', '#news']), null, prices);
    expect(found.items).toEqual(['#news', '/a/*', '/b']);
  });
});
