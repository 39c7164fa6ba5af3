import { describe, expect, it } from 'vitest';
import type { PurgeEntry } from '../../../core/purging/looks.ts';
import { spendOf } from '../../../core/purging/spend-of.ts';

function month(items: number, kind = 'cloudfront', dollarsPerItem = 0.005, freeItemsPerMonth = 1000): PurgeEntry {
  const config = { cdn: { kind }, dollarsPerItem, freeItemsPerMonth };
  return { observation: { config }, decision: { keep: { itemsThisMonth: items } } } as unknown as PurgeEntry;
}

describe('what a month of purges costs', () => {
  it('is nothing up to what is free, which is free once for all distributions together', () => {
    expect(spendOf([month(1000)])).toBe(0);
    expect(spendOf([month(600), month(600)])).toBeCloseTo(1);
  });

  it('is nothing for CDNs that take nothing, whatever others take', () => {
    expect(spendOf([month(3000), month(50_000, 'fastly', 0, 0)])).toBeCloseTo(10);
    expect(spendOf([])).toBe(0);
  });
});
