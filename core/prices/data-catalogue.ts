import { cacheNodePrices } from './cache-node-price.ts';

/** A class of database or a type of cache node, with what one costs. */
export interface DataPrice {
  /** As in `db.r6g.large` or `cache.r7g.large`. */
  readonly name: string;
  /** As RDS and ElastiCache name it; `-iopt1` behind it stands for the I/O-Optimized storage of Aurora. */
  readonly engine: string;
  /** On demand, in one zone. */
  readonly usdPerHour: number;
}

/** What databases and caches cost, as it was read on a day. */
export interface DataCatalogue {
  /** `yyyy-mm-dd`; of several days the oldest. */
  readonly readOn: string;
  readonly region: string;
  readonly prices: readonly DataPrice[];
}

/**
 * What the size `large` of a family costs an hour: US dollars, on demand, one zone, us-east-1. Sizes are priced in proportion,
 * to a third of a percent. Only what two copies of the price list of AWS agree on stands here, and what one copy dated by its
 * version has; for the rest there is `headroom sizes refresh` (https://aws.amazon.com/rds/pricing/).
 */
const usdPerLargeHour: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  /** Version 2026-09-24 of the list. */
  mysql: { t3: 0.136, t4g: 0.129, m5: 0.171, m6g: 0.152, m6i: 0.171, r5: 0.24, r6g: 0.215, r6i: 0.24, r7g: 0.239 },
  /** Read in April 2026; r6g was the same in the list of 2026-10-08. */
  postgres: { t3: 0.145, t4g: 0.129, m5: 0.178, m6g: 0.159, m6i: 0.178, m7g: 0.1685, r5: 0.25, r6g: 0.225, r6i: 0.25 },
  /** The same with MySQL and PostgreSQL. Version 2026-03-18 has r6g. */
  aurora: { t3: 0.164, r5: 0.29, r6g: 0.26, r7g: 0.276 },
};

/** MariaDB is priced as MySQL is. */
const listOf: Readonly<Record<string, string>> = {
  ...{ mysql: 'mysql', mariadb: 'mysql', postgres: 'postgres' },
  ...{ 'aurora-mysql': 'aurora', 'aurora-postgresql': 'aurora' },
};

/** Sizes of a family, by how many times as much of everything they have. */
const times: Readonly<Record<string, number>> = {
  ...{ large: 1, xlarge: 2, '2xlarge': 4, '4xlarge': 8, '8xlarge': 16, '16xlarge': 32 },
};

const databasePrices = Object.entries(listOf).flatMap(([engine, list]) =>
  Object.entries(usdPerLargeHour[list] ?? {}).flatMap(([family, usd]) =>
    Object.entries(times).map(([size, factor]) => ({ name: `db.${family}.${size}`, engine, usdPerHour: usd * factor })),
  ),
);

const cachePrices = (['redis', 'valkey'] as const).flatMap((engine) =>
  cacheNodePrices(engine).map(({ nodeType, usdPerHour }) => ({ name: nodeType, engine, usdPerHour })),
);

/** The common classes with the prices of the house; `headroom sizes refresh` asks AWS for today's of a Region. */
export const dataCatalogue: DataCatalogue = {
  readOn: '2026-03-18',
  region: 'us-east-1',
  prices: [...databasePrices, ...cachePrices],
};

/** What one of a class costs an hour with an engine; null where the catalogue has none. */
export function dataUsdPerHour({ prices }: DataCatalogue, engine: string, name: string): number | null {
  return prices.find((one) => one.engine === engine && one.name === name)?.usdPerHour ?? null;
}
