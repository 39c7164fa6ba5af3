import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postgresAdvisor } from '../../adapters/indexing/advisor.ts';
import { beginIndex, dropIndex, writeNote } from '../../adapters/indexing/change-indexes.ts';
import { finishWork } from '../../adapters/indexing/finish-work.ts';
import { indexName } from '../../adapters/indexing/index-name.ts';
import { countsOf, makeIndex } from '../../adapters/indexing/make-index.ts';
import { openSession } from '../../adapters/indexing/open-session.ts';
import { readBuilds, readOwnIndexes } from '../../adapters/indexing/read-work.ts';
import { memoryLedger } from '../../adapters/ledger/memory.ts';
import type { Session } from '../../adapters/postgres/session.ts';
import { parseDatabase } from '../../core/indexing/config/parse-database.ts';
import { indexing } from '../../core/indexing/indexing.ts';
import { run } from '../../core/pipeline.ts';
import type { PostgresServer } from '../../local/postgres/start-postgres.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { browse, hypopgServerOrNone, stockShop } from './hypopg-server.ts';
import { as } from './replicated-servers.ts';

const server = await hypopgServerOrNone();
const owner = server as PostgresServer;
const schemas = ['shop'];
const definition = 'ON "shop"."orders" ("customer_id")';
const wanted = { schema: 'shop', table: 'orders', name: indexName(definition), definition, serves: [] };
const changing = { open: () => openSession(owner), owner: null, patienceSeconds: 20 };
const headroom = (...args: string[]) =>
  runHeadroom(
    ['indexes', ...args, '--server', `127.0.0.1:${owner.port}`, '--user', owner.username, '--schema', 'shop'],
    { PGPASSWORD: owner.password },
  );

beforeAll(async () => {
  if (server !== null) await stockShop(owner);
});
afterAll(() => server?.stop());

describe.runIf(server !== null)('an index that is made', { timeout: 60_000 }, () => {
  let looking: Session;
  /** A transaction that is older: no build is over before it is. */
  let older: Session;
  const follow = (signal = new AbortController().signal) => ({ onProgress: () => {}, signal, nowMs: () => Date.now() });
  const own = () => readOwnIndexes(looking, schemas);
  const hold = () => older.query("BEGIN; UPDATE shop.orders SET status = 'held' WHERE id = 50000");
  const until = async (building: boolean) => {
    for (let tries = 0; (await readBuilds(looking, schemas)).length > 0 !== building; tries++) {
      if (tries > 200) throw new Error(building ? 'nothing is being built' : 'something is being built');
      await sleep(50);
    }
  };
  const building = () => until(true);
  const nothingBuilt = () => until(false);

  beforeEach(async () => {
    [looking, older] = [await openSession(owner), await openSession(owner)];
  });
  afterEach(async () => {
    await older.query('ROLLBACK');
    for (const { schema, name } of await own())
      if (name.startsWith('headroom_')) await dropIndex(schema, name, changing);
    await Promise.all([looking.end(), older.end()]);
  });

  it('has written at it since when it is there, and is made once however often it is asked for', async () => {
    await makeIndex(looking, wanted, changing, follow());
    await makeIndex(looking, wanted, changing, follow());
    expect(await own()).toMatchObject([{ name: wanted.name, isValid: true, note: { is: 'made', before: {} } }]);
  });

  it('is built on by the server where whoever began it is gone, and the next look carries on', async () => {
    await hold();
    const begun = await beginIndex(wanted.name, definition, changing);
    await building();
    await begun.leave();
    await sleep(300);
    expect(await readBuilds(looking, schemas)).toMatchObject([{ table: 'orders', waitsFor: [expect.any(Number)] }]);
    // What is being built is not a leftover.
    expect(await finishWork(looking, schemas, changing, Date.now)).toEqual([]);
    const making = makeIndex(looking, wanted, changing, follow());
    await older.query('ROLLBACK');
    expect(await making).toMatchObject({ index: { isValid: true }, sweptFirst: false });
    expect((await own())[0]?.note?.is).toBe('made');
  });

  it('is judged from the next look on where its maker died before it wrote so, by the statements on its table', async () => {
    await browse(owner);
    await (await beginIndex(wanted.name, definition, changing)).done;
    expect(await own()).toMatchObject([{ isValid: true, note: null }]);
    expect(await finishWork(looking, schemas, changing, () => 7)).toMatchObject([{ is: 'written' }]);
    const [index] = await own();
    expect(index?.note).toMatchObject({ is: 'made', atMs: 7 });
    expect(Object.values(index?.note?.is === 'made' ? index.note.before : {})).toContainEqual([
      20,
      expect.any(Number),
      100,
    ]);
  });

  it('is left by nothing where its build is ended, and by no more than the next look drops where that has to wait too', async () => {
    await hold();
    const stop = new AbortController();
    const making = makeIndex(looking, wanted, changing, follow(stop.signal));
    making.catch(() => {});
    await building();
    stop.abort(new Error('stopped on request'));
    await nothingBuilt();
    await older.query('ROLLBACK');
    await expect(making).rejects.toThrow(/^stopped on request$/);
    expect(await own()).toEqual([]);

    await hold();
    await expect(makeIndex(looking, wanted, { ...changing, patienceSeconds: 1 }, follow())).rejects.toThrow(
      /^it waited 1 s for a transaction that is older, in vain .*; and what is left of it could not be dropped/,
    );
    expect(await own()).toMatchObject([{ isValid: false }]);
    await older.query('ROLLBACK');
    expect(await finishWork(looking, schemas, changing, Date.now)).toMatchObject([{ is: 'dropped' }]);
    expect(await own()).toEqual([]);
  });

  it('is made where a server that was killed while it built has left it invalid', async () => {
    await hold();
    const begun = await beginIndex(wanted.name, definition, changing);
    await building();
    await as(owner, 'SELECT pg_terminate_backend($1)', [begun.pid]);
    await begun.done.catch(() => {});
    await older.query('ROLLBACK');
    expect(await own()).toMatchObject([{ isValid: false }]);
    const made = await makeIndex(looking, wanted, changing, follow());
    expect(made).toMatchObject({ sweptFirst: true, index: { isValid: true } });
  });

  it('gives way to whoever changes the table itself, since writers wait behind that one', async () => {
    await hold();
    const making = makeIndex(looking, wanted, changing, follow());
    making.catch(() => {});
    await building();
    const altering = as(owner, 'ALTER TABLE shop.orders ADD COLUMN more int');
    await nothingBuilt();
    await older.query('ROLLBACK');
    await expect(making).rejects.toThrow(/^somebody waits to change the table itself.* given way/);
    await altering;
    await as(owner, 'ALTER TABLE shop.orders DROP COLUMN more');
  });

  it('keeps no writer waiting: nobody ever waits for a lock of whoever makes or drops it', async () => {
    let [isOn, blocked, written] = [true, 0, 0];
    const writers = Array.from({ length: 16 }, async (_, writer) => {
      const session = await openSession(owner);
      for (let n = 0; isOn; n++, written++)
        await session.query('UPDATE shop.orders SET status = $1 WHERE id = $2', [
          String(n),
          1 + writer * 100 + (n % 100),
        ]);
      await session.end();
    });
    const watching = (async () => {
      const session = await openSession(owner);
      while (isOn) {
        const [row] = await session.query(
          `SELECT count(*)::int AS count FROM pg_stat_activity w, pg_stat_activity b WHERE b.pid = ANY (pg_blocking_pids(w.pid))
             AND w.query LIKE 'UPDATE%' AND b.query !~ '^UPDATE'`,
        );
        blocked += Number(row?.count);
      }
      await session.end();
    })();
    for (let n = 0; n < 2; n++) {
      await makeIndex(looking, wanted, changing, follow());
      await dropIndex('shop', wanted.name, changing);
    }
    isOn = false;
    await Promise.all([...writers, watching]);
    expect(written).toBeGreaterThan(100);
    expect(blocked).toBe(0);
  });
});

describe.runIf(server !== null)('a database in the mode on', { timeout: 60_000 }, () => {
  const place = () => ({ host: '127.0.0.1', port: owner.port, database: 'postgres', secretArn: 'arn' });
  const signal = { kind: 'tick', id: 't', atMs: null, dryRun: false } as const;
  const config = (given: object = {}) =>
    parseDatabase('shop', {
      mode: 'on',
      schemas,
      servers: [place()],
      judgeAfterMinutes: 0.0001,
      judgeCalls: 10,
      ...given,
    });

  /** Looks until nothing is under way any more, and tells what was done. */
  async function looks(given: object = {}, most = 6): Promise<readonly string[]> {
    const advisor = postgresAdvisor({ open: () => openSession(owner), hasTime: () => true });
    const capability = indexing({ databases: { config: async () => config(given) }, advisor });
    const ledger = memoryLedger();
    const told: string[] = [];
    for (let n = 0; n < most; n++) {
      let ids = 0;
      const spine = { ledger, clock: { nowMs: () => Date.now() }, newId: () => `${n}-${ids++}`, leaseMs: 60_000 };
      const { decision, outcome } = await run(capability, 'shop', signal, spine);
      told.push(`${decision?.desired.map((step) => step.do).join() ?? ''} ${outcome?.is}`);
      await browse(owner);
    }
    return told;
  }
  const ownNames = async () => {
    const session = await openSession(owner);
    return (await readOwnIndexes(session, schemas).finally(() => session.end())).map(({ name }) => name);
  };

  beforeEach(() => as(owner, 'SELECT pg_stat_statements_reset()').then(() => browse(owner)));
  afterEach(async () => {
    for (const name of await ownNames()) await dropIndex('shop', name, changing);
  });

  it('makes what pays, judges it, and is at rest then', async () => {
    const told = await looks();
    expect(told[0]).toBe('create applied');
    expect(told.at(-1)).toMatch(/^(drop)?(,drop)* unchanged$/);
    expect(await ownNames()).toHaveLength(1);
  });

  it('takes back what does not pay, and does not make it again', async () => {
    const told = await looks({ judgeCalls: 1 }, 2);
    expect(told[0]).toBe('create applied');
    const [name] = await ownNames();
    // As if its statements had taken next to nothing until it was there.
    const before = { '1': [1, 0, 0] };
    const session = await openSession(owner);
    const counts = await countsOf(session, null);
    const cheap = Object.fromEntries(
      Object.entries(counts).map(([id, [calls, , rows]]) => [id, [calls, 0, rows] as const]),
    );
    await session.end();
    await writeNote(
      'shop',
      name ?? '',
      { schema: 1, is: 'made', atMs: 1, before: { ...before, ...cheap } as never },
      changing,
    );
    await browse(owner);
    expect(await looks({}, 2)).toEqual(['take back applied', expect.stringContaining('unchanged')]);
    expect(await ownNames()).toEqual([]);
  });

  it('changes nothing where it only recommends', async () => {
    expect((await looks({ mode: 'recommend' }, 1))[0]).toMatch(/^create,.* recommended$/);
    expect(await ownNames()).toEqual([]);
  });
});

describe.runIf(server !== null)('headroom indexes apply, watch, revert and drop', { timeout: 60_000 }, () => {
  it('make what pays, tell that it pays by the time of its statements, and take it back', async () => {
    await as(owner, 'SELECT pg_stat_statements_reset()');
    await browse(owner);
    expect((await headroom('apply', '--dry-run')).stdout).toMatch(
      /CREATE INDEX CONCURRENTLY "headroom_orders_.*a dry run/s,
    );
    expect((await headroom('apply')).stderr).toContain('nobody is there to say yes');
    const applied = await headroom('apply', '--yes', '--json');
    expect([applied.exitCode, applied.stderr]).toEqual([0, expect.any(String)]);
    const [{ name, made }] = JSON.parse(applied.stdout).indexes;
    expect(made).toBe(true);
    expect((await headroom('watch', '--once')).stdout).toContain('too early to say');
    for (let n = 0; n < 3; n++) await browse(owner);
    expect((await headroom('watch', '--once', '--after', '1s')).stdout).toMatch(
      new RegExp(`"${name}" pays: .* where it would have been .* in 60 calls`),
    );
    expect((await headroom('revert', 'idle', '--yes')).stderr).toContain(`it has made ${name}`);
    expect((await headroom('revert', name, '--yes')).stdout).toContain(`brought back by: CREATE INDEX ${name}`);
    expect((await headroom('watch', '--once')).stdout).toContain('Headroom has made no index here');
  });

  it('drop an index in two steps, and keep one that was used in between', async () => {
    await as(owner, "COMMENT ON INDEX shop.idle IS 'of the reports'; COMMENT ON INDEX shop.twice IS NULL");
    for (const name of ['idle', 'twice'])
      expect((await headroom('drop', name)).stdout).toContain('is watched from now on');
    expect((await headroom('drop', 'twice')).stdout).toMatch(/nobody has used it yet; run the same again in \d+ hours/);
    await as(
      owner,
      "SET enable_seqscan = off; SET enable_bitmapscan = off; SELECT id FROM shop.orders WHERE status = 'x'",
    );
    await sleep(1500);
    expect((await headroom('drop', 'idle', '--watch-for', '1s')).stdout).toContain('and stays');
    const [row] = await as(owner, "SELECT obj_description('shop.idle'::regclass) AS comment");
    expect(row).toMatchObject({ comment: 'of the reports' });
    expect((await headroom('drop', 'twice', '--watch-for', '1s', '--dry-run')).stdout).toContain('a dry run');
    expect((await headroom('drop', 'twice', '--watch-for', '1s', '--yes')).stdout).toContain(
      'is dropped; brought back by: CREATE INDEX twice ON shop.orders',
    );
    expect((await headroom('drop', 'orders_pkey')).stderr).toContain('holds up a constraint');
  });
});

describe.runIf(server !== null)('the role that headroom indexes role prints', { timeout: 60_000 }, () => {
  const asMaker = () => ({ ...owner, username: 'maker', password: 'of-the-maker' }) as unknown as PostgresServer;
  const sqlOf = async (...more: string[]) =>
    (await runHeadroom(['indexes', 'role', '--user', 'maker', '--schema', 'own', ...more], {})).stdout;

  beforeAll(async () => {
    if (server === null) return;
    await as(
      owner,
      `CREATE ROLE holder; CREATE SCHEMA own AUTHORIZATION holder; SET ROLE holder; CREATE TABLE own.t (id int PRIMARY KEY, a int);
       INSERT INTO own.t SELECT n, n % 7 FROM generate_series(1, 1000) n; CREATE INDEX theirs ON own.t (a, id);
       CREATE FUNCTION own.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; RESET ROLE; CREATE TABLE public.other (id int)`,
    );
    await as(owner, await sqlOf('--owner', 'holder'));
    await as(owner, "ALTER ROLE maker PASSWORD 'of-the-maker'");
  });

  it('may read statistics, and make, judge and drop indexes', async () => {
    const wantedOwn = { schema: 'own', table: 't', name: 'headroom_t_1', definition: 'ON "own"."t" ("a")', serves: [] };
    const open = () => openSession(asMaker());
    const looking = await open();
    const options = { open, owner: 'holder', patienceSeconds: 5 };
    const signal = new AbortController().signal;
    const made = await makeIndex(looking, wantedOwn, options, { onProgress: () => {}, signal, nowMs: () => 5 });
    expect(made.index.isValid).toBe(true);
    expect((await readOwnIndexes(looking, ['own']))[0]?.note).toMatchObject({ is: 'made', atMs: 5 });
    await dropIndex('own', 'headroom_t_1', options);
    expect(await readOwnIndexes(looking, ['own'])).toEqual([]);
    await looking.end();
  });

  it.each([
    ...['', 'SET ROLE holder; '].flatMap((first) =>
      [
        ...['INSERT INTO own.t VALUES (0)', 'UPDATE own.t SET a = 1', 'DELETE FROM own.t', 'TRUNCATE own.t'],
        ...['ALTER TABLE own.t ADD b int', 'DROP TABLE own.t', 'ALTER TABLE own.t OWNER TO maker', 'BEGIN; LOCK own.t'],
        ...[
          'CREATE TABLE own.u ()',
          'CREATE TEMP TABLE u ()',
          'SELECT 1 AS x INTO own.u',
          'CREATE VIEW own.v AS SELECT 1',
        ],
        ...['GRANT ALL ON own.t TO maker', 'GRANT INSERT ON own.t TO holder', 'DROP SCHEMA own CASCADE'],
        ...['CREATE FUNCTION own.g() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$', 'DROP FUNCTION own.f()'],
        ...[
          "COMMENT ON TABLE own.t IS 'mine'",
          'ALTER INDEX own.theirs RENAME TO mine',
          'DROP EVENT TRIGGER headroom_begin_maker',
        ],
        ...['CREATE INDEX ON public.other (id)', 'SET SESSION AUTHORIZATION holder', 'ALTER ROLE maker SUPERUSER'],
        "DO $$ BEGIN EXECUTE 'DROP TABLE own.t'; END $$",
        'ALTER DEFAULT PRIVILEGES FOR ROLE holder GRANT ALL ON TABLES TO maker',
      ].map((text) => `${first}${text}`),
    ),
  ])('may not: %s', async (text) => {
    await expect(as(asMaker(), text)).rejects.toThrow(
      /permission denied|must be (owner|superuser)|may make and drop indexes, and nothing else/,
    );
  });

  it('may only look where no owner is named', async () => {
    expect(await sqlOf()).not.toMatch(/EVENT TRIGGER|holder|REVOKE/);
  });
});
