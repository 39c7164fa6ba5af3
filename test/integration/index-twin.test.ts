import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advise } from '../../adapters/indexing/advise.ts';
import { openSession } from '../../adapters/indexing/open-session.ts';
import { readCatalog } from '../../adapters/indexing/read-catalog.ts';
import { findTwin } from '../../adapters/indexing/what-if/find-twin.ts';
import type { StartPostgres } from '../../adapters/indexing/what-if/hollow-server.ts';
import { readLikeness } from '../../adapters/indexing/what-if/likeness.ts';
import { Twin } from '../../adapters/indexing/what-if/twin.ts';
import { measureTwin } from '../../bench/data/indexes/measure-twin.ts';
import type { Candidate } from '../../core/indexing/candidate.ts';
import { defaultLimits } from '../../core/indexing/choose-indexes.ts';
import { findPostgres } from '../../local/postgres/find-postgres.ts';
import type { PostgresServer } from '../../local/postgres/start-postgres.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { browse, hypopgServerOrNone, stockShop } from './hypopg-server.ts';
import { as } from './replicated-servers.ts';

const server = await hypopgServerOrNone();
const owner = server as PostgresServer;
const twins = () => readdirSync(tmpdir()).filter((name) => name.startsWith('headroom-twin-'));

beforeAll(async () => {
  if (server === null) return;
  await stockShop(owner);
  await as(owner, 'DROP EXTENSION hypopg');
  await browse(owner);
});

afterAll(() => server?.stop());

describe.runIf(server !== null)('a twin of a server', () => {
  it('tries indexes where the server has no hypopg, and is gone afterwards', async () => {
    const before = twins();
    const given = ['--server', `127.0.0.1:${owner.port}`, '--user', 'advisor', '--schema', 'shop'];
    const { stdout, exitCode } = await runHeadroom(['indexes', 'advise', ...given], { PGPASSWORD: 'of-the-advisor' });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/costs of all statements fall by 9\d\.\d % with these/);
    expect(stdout).toContain('CREATE INDEX CONCURRENTLY ON "shop"."orders" ("customer_id", "created" DESC)');
    expect(stdout).toContain('tried on a twin of the server');
    expect(twins()).toEqual(before);
  });

  it('plans as the server does in at least four of five cases', async () => {
    const figure = await measureTwin(findPostgres(process.env) as string, 'fixture');
    expect(figure.plans).toBeGreaterThanOrEqual(36);
    expect(figure.sameShapePercent).toBeGreaterThanOrEqual(80);
    expect(figure.costErrorMedianPercent).toBeLessThan(5);
    expect(figure.bytesOverReal).toBeGreaterThan(0.7);
    expect(figure.bytesOverReal).toBeLessThan(1.5);
  });

  it('has types, views and relations of several gigabytes, and says what it could not be given', async () => {
    await as(
      owner,
      `CREATE SCHEMA odd; CREATE TYPE odd.mood AS ENUM ('glad', 'sad''ly'); CREATE DOMAIN odd.price AS numeric(10, 2) CHECK (VALUE > 0);
       CREATE TYPE odd.pair AS (one int, other int); CREATE FUNCTION odd.twice(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2 * $1';
       CREATE TABLE odd."Wide Table" (id bigint PRIMARY KEY, mood odd.mood NOT NULL, price odd.price, pair odd.pair, code text);
       CREATE INDEX ON odd."Wide Table" (odd.twice(id::int)); CREATE VIEW odd.glad AS SELECT id, price FROM odd."Wide Table" WHERE mood = 'glad';
       INSERT INTO odd."Wide Table" SELECT n, 'glad', 1 + n % 7, ROW(1, 2)::odd.pair, 'c' || n FROM generate_series(1, 1000) n; ANALYZE odd."Wide Table"`,
    );
    const session = await openSession(owner);
    const catalog = await readCatalog(session, ['odd']);
    const likeness = await readLikeness(session, ['odd']);
    await session.end();
    // As if it had 30 million rows in 3.5 GB.
    const relations = likeness.relations.map((one) =>
      one.name === 'Wide Table' ? { ...one, bytes: 3.5e9, pages: 427_246, rows: 3e7 } : one,
    );
    const large = new Map([...catalog].map(([key, table]) => [key, { ...table, rows: 3e7 }]));
    const twin = await Twin.begin((await findTwin()) as StartPostgres, { ...likeness, relations }, large);
    try {
      expect(twin.missing).toEqual([
        expect.stringContaining('column odd.Wide Table.pair, which is text there: '),
        expect.stringContaining('odd."Wide Table_twice_idx": function odd.twice(integer) does not exist'),
        expect.stringContaining('statistics of odd.Wide Table_twice_idx.twice: '),
      ]);
      const statement = (id: string, text: string) => ({ id, text, calls: 1, totalMs: 1, uses: [] });
      const all = [
        statement('mood', 'SELECT id FROM odd."Wide Table" WHERE mood = $1 AND code = $2'),
        statement('view', 'SELECT price FROM odd.glad WHERE id = $1'),
        statement('unknown', 'SELECT odd.twice(1) FROM odd."Wide Table"'),
      ];
      const before = await twin.costs([], all);
      expect([...before.keys()]).toEqual(['mood', 'view']);
      expect(before.get('mood')).toBeGreaterThan(427_246);
      expect(twin.planned.unpriced).toEqual([{ id: 'unknown', why: expect.stringContaining('odd.twice') }]);
      const key = (column: string) => ({ sql: `"${column}"`, column, descending: false });
      const index: Candidate = { table: 'odd.Wide Table', keys: [key('code'), key('mood')], include: [], where: null };
      expect(await twin.bytes({ ...index, keys: [key('gone')] })).toBeNull();
      // A code that no other row has: by the index it is next to nothing, and without it all pages are read.
      const after = await twin.costs([index], all);
      expect(after.get('mood')).toBeLessThan(Number(before.get('mood')) / 1000);
      expect(await twin.costs([], all)).toEqual(before);
    } finally {
      await twin.end();
    }
  });

  it('says so in one sentence where neither hypopg nor a twin is there', async () => {
    const session = await openSession(owner);
    const asked = advise(session, [], { schemas: ['shop'], limits: defaultLimits });
    await expect(asked).rejects.toThrow('CREATE EXTENSION hypopg');
    await session.end();
  });
});
