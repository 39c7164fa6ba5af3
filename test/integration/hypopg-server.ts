import { existsSync } from 'node:fs';
import { findPostgres } from '../../local/postgres/find-postgres.ts';
import { type PostgresServer, startPostgres } from '../../local/postgres/start-postgres.ts';
import { as } from './replicated-servers.ts';

/** A server with hypopg that counts statements; null where there is none, told loudly. With `CI=true` that is an error. */
export async function hypopgServerOrNone(): Promise<PostgresServer | null> {
  const binaries = findPostgres(process.env);
  const version = binaries?.split('/').at(-2) ?? '';
  const hasHypopg = existsSync(`/usr/share/postgresql/${version}/extension/hypopg.control`);
  const settings = { shared_preload_libraries: 'pg_stat_statements' };
  if (binaries !== null && hasHypopg) return startPostgres(binaries, { settings });
  const message =
    'no PostgreSQL with hypopg was found; install both (Debian: apt-get install postgresql postgresql-15-hypopg)';
  if (process.env.CI === 'true') throw new Error(message);
  console.warn(`\n*** NOT RUN, for want of hypopg: ${message}\n`);
  return null;
}

/** A shop of 50,000 orders with an index that is idle and one that is there twice, and a role that may look at it. */
export async function stockShop(owner: PostgresServer): Promise<void> {
  await as(
    owner,
    `CREATE EXTENSION pg_stat_statements; CREATE EXTENSION hypopg; CREATE SCHEMA shop;
     CREATE TABLE shop.orders (id int PRIMARY KEY, customer_id int, status text, created timestamp);
     INSERT INTO shop.orders SELECT n, n % 5000, 'open', timestamp '2026-01-01' + n * interval '1 minute' FROM generate_series(1, 50000) n;
     CREATE INDEX idle ON shop.orders (status); CREATE INDEX twice ON shop.orders (id);
     CREATE ROLE advisor LOGIN PASSWORD 'of-the-advisor'; GRANT pg_monitor TO advisor; GRANT USAGE ON SCHEMA shop TO advisor;
     GRANT SELECT ON ALL TABLES IN SCHEMA shop TO advisor; ANALYZE shop.orders`,
  );
  await as(owner, 'SELECT pg_stat_statements_reset()');
}

/** Twenty customers look at their last orders. */
export async function browse(owner: PostgresServer): Promise<void> {
  for (let n = 0; n < 20; n++) {
    await as(owner, 'SELECT * FROM shop.orders WHERE customer_id = $1 ORDER BY created DESC LIMIT 5', [n]);
  }
}
