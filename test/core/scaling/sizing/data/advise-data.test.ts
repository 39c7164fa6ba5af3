import { describe, expect, it } from 'vitest';
import { dataCatalogue } from '../../../../../core/prices/data-catalogue.ts';
import { adviseData, type SeenData } from '../../../../../core/scaling/sizing/data/advise-data.ts';

const orders: SeenData = {
  ...{ kind: 'database', name: 'orders', engine: 'postgres', pricedTimes: 1, storage: null },
  seen: { told: 'the database "orders"', own: 'db.r6g.xlarge', busyShare: 0.1, memoryShare: 0.2, count: 1 },
};
const sessions: SeenData = {
  ...{ kind: 'cache', name: 'sessions', engine: 'valkey', pricedTimes: 1, storage: null },
  seen: { told: 'the cache "sessions"', own: 'cache.r7g.xlarge', busyShare: 0.1, memoryShare: 0.2, count: 2 },
};
const saved = (all: SeenData[], usdPerHour: number | null = null) =>
  adviseData(all, dataCatalogue, usdPerHour).advice.map(({ savedUsdPerMonth }) => savedUsdPerMonth);

describe('advice on databases and caches', () => {
  it('goes by the list price of the class with its engine', () => {
    expect(saved([orders])).toEqual([0.225 * 730]);
    expect(saved([{ ...orders, engine: 'mysql' }])).toEqual([0.215 * 730]);
    expect(saved([{ ...orders, engine: 'aurora-postgresql' }])).toEqual([0.26 * 730]);
    expect(saved([sessions])[0]).toBeCloseTo(0.437 * 0.8 * 730);
  });

  it('counts a standby in another zone', () => {
    expect(saved([{ ...orders, pricedTimes: 2 }])).toEqual([2 * 0.225 * 730]);
  });

  it('goes by the price that somebody has said of a database, and not of a cache', () => {
    expect(saved([orders, sessions], 2)[0]).toBe(730);
    expect(saved([orders, sessions], 2)[1]).toBeCloseTo(0.437 * 0.8 * 730);
  });

  it('has no dollars of a class whose price nobody knows, and names it once', () => {
    const optimized = { ...orders, engine: 'aurora-mysql-iopt1' };
    const { advice, unpriced } = adviseData([optimized, { ...optimized, name: 'ledger' }, sessions], dataCatalogue);
    expect(advice.map(({ savedUsdPerMonth }) => savedUsdPerMonth === null)).toEqual([true, true, false]);
    expect(unpriced).toEqual(['db.r6g.xlarge of aurora-mysql-iopt1']);
  });

  it('has storage beside the class, which asks for no price', () => {
    const storage = { told: 'the database "orders"', type: 'gp2', allocatedGb: 100, leastFreeGb: 50, usedGbPerDay: 0 };
    const busy = { ...orders, engine: 'oracle-ee', seen: { ...orders.seen, busyShare: 0.5 }, storage };
    expect(adviseData([busy], dataCatalogue)).toMatchObject({ advice: [{ kind: 'storage', to: null }], unpriced: [] });
  });
});
