import { describe, expect, it } from 'vitest';
import { dataCatalogue, dataUsdPerHour } from '../../../core/prices/data-catalogue.ts';

const of = (engine: string, name: string) => dataUsdPerHour(dataCatalogue, engine, name);

describe('prices of databases and caches', () => {
  it('are those of the list, in proportion to the size', () => {
    expect(of('mysql', 'db.r6g.2xlarge')).toBeCloseTo(0.859, 2);
    expect(of('postgres', 'db.r6g.2xlarge')).toBeCloseTo(0.899, 2);
    expect(of('aurora-mysql', 'db.r7g.4xlarge')).toBeCloseTo(2.211, 2);
    expect(of('redis', 'cache.r7g.xlarge')).toBe(0.437);
  });

  it('are the same of MariaDB as of MySQL, and of both kinds of Aurora', () => {
    expect(of('mariadb', 'db.m6i.large')).toBe(of('mysql', 'db.m6i.large'));
    expect(of('aurora-postgresql', 'db.r5.large')).toBe(of('aurora-mysql', 'db.r5.large'));
  });

  it('are not guessed where the list was not read', () => {
    expect(of('postgres', 'db.r7g.large')).toBeNull();
    expect(of('oracle-ee', 'db.r6i.large')).toBeNull();
    expect(of('aurora-mysql-iopt1', 'db.r6g.large')).toBeNull();
    expect(of('memcached', 'cache.r7g.large')).toBeNull();
  });

  it('have one price for each class with an engine', () => {
    const names = dataCatalogue.prices.map(({ engine, name }) => `${engine} ${name}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
