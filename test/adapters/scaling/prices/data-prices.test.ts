import type { PricingClient } from '@aws-sdk/client-pricing';
import { describe, expect, it } from 'vitest';
import { dataPrices } from '../../../../adapters/scaling/prices/data-prices.ts';
import { FakeAws } from '../../fake-aws.ts';

interface Asked {
  readonly ServiceCode: string;
  readonly Filters: readonly { readonly Type: string; readonly Field: string; readonly Value: string }[];
  readonly NextToken?: string;
}

/** A product as AWS tells it: reserved terms stand beside the one on demand. */
const product = (instanceType: string, usagetype: string, usd: string) => {
  const offer = (unit: string, USD: string) => ({ O: { priceDimensions: { D: { unit, pricePerUnit: { USD } } } } });
  return JSON.stringify({
    product: { productFamily: 'Database Instance', attributes: { instanceType, usagetype } },
    serviceCode: 'AmazonRDS',
    terms: { OnDemand: offer('Hrs', usd), Reserved: offer('Quantity', '812') },
  });
};
const pages: Readonly<Record<string, readonly string[]>> = {
  'PostgreSQL first': [product('db.r6g.large', 'EUC1-InstanceUsage:db.r6g.large', '0.2700000000')],
  'PostgreSQL next': [product('db.r6g.xlarge', 'EUC1-InstanceUsage:db.r6g.xl', '0.5400000000')],
  'Aurora MySQL first': [
    product('db.r6g.large', 'EUC1-InstanceUsageIOOptimized:db.r6g.large', '0.4070000000'),
    product('db.r6g.large', 'EUC1-InstanceUsage:db.r6g.large', '0.3130000000'),
  ],
  'Redis first': [
    product('cache.r7g.large', 'EUC1-ExtendedSupportYr3-NodeUsage:cache.r7g.large', '0.4200000000'),
    product('cache.r7g.large', 'EUC1-NodeUsage:cache.r7g.large', '0.2620000000'),
  ],
  'Valkey first': [
    product('cache.r7g.large', 'SyncDurability-NodeUsage:cache.r7g.large', '0.0350000000'),
    product('cache.r7g.large', 'NodeUsage:cache.r7g.large', '0.1752000000'),
  ],
};
const priceList = (answer: (asked: Asked) => object) => new FakeAws<PricingClient>({ GetProducts: answer });
const answer = ({ Filters, NextToken }: Asked) => {
  const engine = Filters.find(({ Field }) => /Engine$/.test(Field))?.Value ?? '';
  const isMore = engine === 'PostgreSQL' && NextToken === undefined;
  return { PriceList: pages[`${engine} ${NextToken ?? 'first'}`] ?? [], ...(isMore && { NextToken: 'next' }) };
};
const { signal } = new AbortController();

describe('prices of databases and caches of a Region', () => {
  it('are those of instances and nodes alone, page by page', async () => {
    const fake = priceList(answer);
    const { prices, missing } = await dataPrices(fake.client, 'eu-central-1', signal);
    expect(prices).toEqual([
      { name: 'db.r6g.large', engine: 'postgres', usdPerHour: 0.27 },
      { name: 'db.r6g.xlarge', engine: 'postgres', usdPerHour: 0.54 },
      { name: 'db.r6g.large', engine: 'aurora-mysql-iopt1', usdPerHour: 0.407 },
      { name: 'db.r6g.large', engine: 'aurora-mysql', usdPerHour: 0.313 },
      { name: 'cache.r7g.large', engine: 'redis', usdPerHour: 0.262 },
      { name: 'cache.r7g.large', engine: 'valkey', usdPerHour: 0.1752 },
    ]);
    expect(missing).toEqual(['mysql', 'mariadb', 'aurora-postgresql']);
    expect(fake.called('GetProducts')).toBe(8);
  });

  it('are asked for by exact terms: one engine, one zone, one Region', async () => {
    const fake = priceList(answer);
    await dataPrices(fake.client, 'eu-central-1', signal);
    const asked = fake.calls.map(({ input }) => input as unknown as Asked);
    const termsOf = ({ Filters }: Asked) => Object.fromEntries(Filters.map(({ Field, Value }) => [Field, Value]));
    expect(asked.flatMap(({ Filters }) => Filters).every(({ Type }) => Type === 'TERM_MATCH')).toBe(true);
    expect(asked[0]).toMatchObject({ ServiceCode: 'AmazonRDS' });
    expect(termsOf(asked[0] as Asked)).toEqual({
      ...{ productFamily: 'Database Instance', deploymentOption: 'Single-AZ', databaseEngine: 'MySQL' },
      regionCode: 'eu-central-1',
    });
    expect(asked.at(-1)).toMatchObject({ ServiceCode: 'AmazonElastiCache' });
    expect(termsOf(asked.at(-1) as Asked)).toEqual({
      ...{ productFamily: 'Cache Instance', cacheEngine: 'Valkey', regionCode: 'eu-central-1' },
    });
  });

  it('are refused by name where an answer is no product', async () => {
    const fake = priceList(() => ({ PriceList: ['<html>busy</html>'] }));
    const asked = dataPrices(fake.client, 'eu-central-1', signal);
    await expect(asked).rejects.toMatchObject({
      name: 'UnreadablePrice',
      message: 'the price list of AWS answered "<html>busy</html>", which is no product; try again later',
    });
  });
});
