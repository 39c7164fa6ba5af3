import type { PurgeEntry } from './looks.ts';

interface Bill {
  readonly items: number;
  readonly free: number;
  readonly dollars: number;
}

/**
 * Dollars for what some purges have purged this month. What is free is free once for all purges of one kind of CDN, so a
 * look at all of them, which each tick is, tells the whole bill.
 */
export function spendOf(entries: readonly PurgeEntry[]): number {
  const bills = new Map<string, Bill>();
  for (const { observation, decision } of entries) {
    if (observation === null || decision === null) continue;
    const { cdn, dollarsPerItem, freeItemsPerMonth } = observation.config;
    const { items, free, dollars } = bills.get(cdn.kind) ?? { items: 0, free: 0, dollars: 0 };
    const mine = decision.keep.itemsThisMonth;
    bills.set(cdn.kind, {
      items: items + mine,
      free: Math.max(free, freeItemsPerMonth),
      dollars: dollars + mine * dollarsPerItem,
    });
  }
  // Where prices differ, what is free is taken off at the mean of what was bought.
  return [...bills.values()].reduce(
    (sum, { items, free, dollars }) => sum + (items === 0 ? 0 : (dollars * Math.max(0, items - free)) / items),
    0,
  );
}
