import type { PricingClient } from '@aws-sdk/client-pricing';
import type { DataPrice } from '../../../core/prices/data-catalogue.ts';
import { allProducts } from './all-products.ts';
import type { PriceProduct } from './price-product.ts';

type Client = Pick<PricingClient, 'send'>;

/** What databases and caches cost in a Region by the price list of AWS, and the engines that it has none of there. */
export interface DataPrices {
  readonly prices: readonly DataPrice[];
  readonly missing: readonly string[];
}

/** What is asked for of each engine: instances in one zone, and nodes. */
const database = (databaseEngine: string) => ({
  service: 'AmazonRDS',
  filters: { productFamily: 'Database Instance', deploymentOption: 'Single-AZ', databaseEngine },
});
const cache = (cacheEngine: string) => ({
  service: 'AmazonElastiCache',
  filters: { productFamily: 'Cache Instance', cacheEngine },
});
const engines = {
  mysql: database('MySQL'),
  mariadb: database('MariaDB'),
  postgres: database('PostgreSQL'),
  'aurora-mysql': database('Aurora MySQL'),
  'aurora-postgresql': database('Aurora PostgreSQL'),
  redis: cache('Redis'),
  valkey: cache('Valkey'),
} as const;
type Engine = keyof typeof engines;

/** What is added to the engine, by the kind of usage. Extended support and durability are paid beside one of these, and are none. */
const usages: Readonly<Record<string, string>> = {
  InstanceUsage: '',
  InstanceUsageIOOptimized: '-iopt1',
  NodeUsage: '',
};

/** Asks the price list for every class of each engine; `onAsked` hears of each engine that is known. Rejects where it cannot be asked. */
export async function dataPrices(
  client: Client,
  region: string,
  abortSignal: AbortSignal,
  onAsked: (name: string) => void = () => {},
): Promise<DataPrices> {
  const prices: DataPrice[] = [];
  const missing: Engine[] = [];
  for (const engine of Object.keys(engines) as Engine[]) {
    const found = await pricesOf(client, engine, region, abortSignal);
    if (found.length === 0) missing.push(engine);
    prices.push(...found);
    onAsked(engine);
  }
  return { prices, missing };
}

async function pricesOf(client: Client, engine: Engine, region: string, abortSignal: AbortSignal) {
  const { service, filters } = engines[engine];
  const products = await allProducts(client, { service, filters: { ...filters, regionCode: region } }, abortSignal);
  const found = new Map<string, DataPrice>();
  for (const product of products) {
    const price = priceOf(engine, product);
    const key = `${price?.engine} ${price?.name}`;
    if (price !== null && !found.has(key)) found.set(key, price);
  }
  return [...found.values()];
}

function priceOf(engine: Engine, { attributes, usdPerHour }: PriceProduct): DataPrice | null {
  const { instanceType: name, usagetype = '' } = attributes;
  // `EUC1-InstanceUsage:db.r6g.large`; in us-east-1 the first part is left out.
  const [, usage = ''] = /^(?:[A-Z0-9]+-)?(\w+):/.exec(usagetype) ?? [];
  const storage = usages[usage];
  if (name === undefined || usdPerHour === null || storage === undefined) return null;
  return { name, engine: `${engine}${storage}`, usdPerHour };
}
