import { existsSync, globSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPostgres } from '../../local/postgres/find-postgres.ts';
import { type PostgresServer, startPostgres } from '../../local/postgres/start-postgres.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { as } from './replicated-servers.ts';

const server = await serverOrNone();
const owner = server as PostgresServer;

/** With hypopg, or null, told loudly. With `CI=true` that is an error. */
async function serverOrNone(): Promise<PostgresServer | null> {
  const binaries = findPostgres(process.env);
  const version = binaries?.split('/').at(-2) ?? '';
  const hasHypopg = existsSync(`/usr/share/postgresql/${version}/extension/hypopg.control`);
  const settings = { shared_preload_libraries: 'pg_stat_statements' };
  if (binaries !== null && hasHypopg) return startPostgres(binaries, { settings });
  const message =
    'no PostgreSQL with hypopg was found; install both (Debian: apt-get install postgresql postgresql-15-hypopg)';
  if (process.env.CI === 'true')
    throw new Error(`${message}: ${globSync('/usr/share/postgresql/*/extension/hypopg.control')}`);
  console.warn(`\n*** NOT RUN, for want of hypopg: ${message}\n`);
  return null;
}

const asAdvisor = () => ({ ...owner, username: 'advisor', password: 'of-the-advisor' }) as unknown as PostgresServer;
const advise = (...more: string[]) => {
  const given = ['--server', `127.0.0.1:${owner.port}`, '--user', 'advisor', '--schema', 'shop', ...more];
  return runHeadroom(['indexes', 'advise', ...given], { PGPASSWORD: 'of-the-advisor' });
};

beforeAll(async () => {
  if (server === null) return;
  await as(
    owner,
    `CREATE EXTENSION pg_stat_statements; CREATE EXTENSION hypopg; CREATE SCHEMA shop;
     CREATE TABLE shop.orders (id int PRIMARY KEY, customer_id int, status text, created timestamp);
     INSERT INTO shop.orders SELECT n, n % 5000, 'open', timestamp '2026-01-01' + n * interval '1 minute' FROM generate_series(1, 50000) n;
     CREATE INDEX idle ON shop.orders (status); CREATE INDEX twice ON shop.orders (id);
     CREATE ROLE advisor LOGIN PASSWORD 'of-the-advisor'; GRANT pg_monitor TO advisor; GRANT USAGE ON SCHEMA shop TO advisor;
     GRANT SELECT ON ALL TABLES IN SCHEMA shop TO advisor; ANALYZE shop.orders`,
  );
  await as(owner, 'CREATE DATABASE empty');
  await as(owner, 'SELECT pg_stat_statements_reset()');
  for (let n = 0; n < 20; n++) {
    await as(owner, 'SELECT * FROM shop.orders WHERE customer_id = $1 ORDER BY created DESC LIMIT 5', [n]);
  }
  await as(owner, 'UPDATE shop.orders SET status = $1 WHERE customer_id = $2', ['sent', 3]);
});

afterAll(() => server?.stop());

describe.runIf(server !== null)('headroom indexes advise', () => {
  it('says which index pays by the planner itself, and which of those that are there do nothing', async () => {
    const { stdout, exitCode } = await advise();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/costs of all statements fall by 9\d\.\d % with these/);
    expect(stdout).toContain('CREATE INDEX CONCURRENTLY ON "shop"."orders" ("customer_id", "created" DESC)');
    expect(stdout).toMatch(/shop\.idle \(.*\): no server has used it .*CREATE INDEX idle ON shop\.orders/);
    expect(stdout).toMatch(/shop\.twice \(.*\): "orders_pkey" does the same/);
    expect(stdout).toMatch(/not looked at:\nstatement -?\d+: permission denied for table orders/);
  });

  it('changes nothing, and could not: its role may read what statements read, and no more', async () => {
    const indexes = () => as(owner, "SELECT indexname FROM pg_indexes WHERE schemaname = 'shop' ORDER BY 1");
    const before = await indexes();
    await advise('--json');
    expect(await indexes()).toEqual(before);
    for (const forbidden of [
      'CREATE INDEX ON shop.orders (created)',
      'DROP INDEX shop.idle',
      'DELETE FROM shop.orders',
      'CREATE TABLE shop.t ()',
    ]) {
      await expect(as(asAdvisor(), forbidden)).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it('answers machines in one object, of what ran while it looked', async () => {
    const looking = advise('--json', '--for', '3s');
    const ticking = setInterval(
      () =>
        void as(owner, 'SELECT id FROM shop.orders WHERE created > $1 AND status = $2', ['2026-12-01', 'sent']).catch(
          () => {},
        ),
      200,
    );
    const { stdout, exitCode } = await looking.finally(() => clearInterval(ticking));
    expect(exitCode).toBe(0);
    const advice = JSON.parse(stdout);
    expect(advice.statements.map(({ text }: { text: string }) => text)).toEqual([
      expect.stringContaining('created > $1'),
    ]);
    expect(advice.faults.map(({ is }: { is: string }) => is)).toEqual(expect.arrayContaining(['duplicate']));
  });

  it('says what to install where statements are not counted, or indexes cannot be thought of', async () => {
    const { stderr, exitCode } = await advise('--database', 'empty');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('CREATE EXTENSION pg_stat_statements');
  });
});
