import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PostgresServer } from '../../local/postgres/start-postgres.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { browse, hypopgServerOrNone, stockShop } from './hypopg-server.ts';
import { as } from './replicated-servers.ts';

const server = await hypopgServerOrNone();
const owner = server as PostgresServer;

const asAdvisor = () => ({ ...owner, username: 'advisor', password: 'of-the-advisor' }) as unknown as PostgresServer;
const advise = (...more: string[]) => {
  const given = ['--server', `127.0.0.1:${owner.port}`, '--user', 'advisor', '--schema', 'shop', ...more];
  return runHeadroom(['indexes', 'advise', ...given], { PGPASSWORD: 'of-the-advisor' });
};

beforeAll(async () => {
  if (server === null) return;
  await stockShop(owner);
  await as(owner, 'CREATE DATABASE empty');
  await browse(owner);
  await as(owner, 'CREATE TABLE shop.visits (day date NOT NULL, page text) PARTITION BY RANGE (day)');
  await as(
    owner,
    "CREATE TABLE shop.visits_2026 PARTITION OF shop.visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
  );
  await as(owner, 'CREATE INDEX visits_page ON shop.visits (page)');
  await as(owner, 'SELECT day FROM shop.visits WHERE page = $1', ['/']);
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
    // The server does not let go of a part of a partitioned index.
    expect(stdout).not.toContain('visits_2026');
    await expect(as(owner, 'DROP INDEX shop.visits_2026_page_idx')).rejects.toThrow(/requires it/);
    expect(stdout).toMatch(/not looked at:\n(?:statement.*\n)*statement -?\d+: permission denied for table orders/);
    expect(stdout).toMatch(/statement -?\d+: it reads shop\.visits, which is partitioned/);
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
