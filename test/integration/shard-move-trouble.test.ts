import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../adapters/postgres/connect.ts';
import type { Session } from '../../adapters/postgres/session.ts';
import { ClosedWatch } from '../../bench/sharding/border/closed-watch.ts';
import { placeOf, TwoShards } from '../../bench/sharding/moves/two-shards.ts';
import { slotName } from '../../core/sharding/map/slot.ts';
import type { Move } from '../../core/sharding/moving/move.ts';
import { postgresServersOrNone } from './postgres-servers.ts';

/** With logs that can be read from a session, as RDS has them. */
const servers = await postgresServersOrNone({ settings: { logging_collector: 'on' } });
afterAll(() => Promise.all(servers?.map((server) => server.stop()) ?? []));

let shards: TwoShards;
beforeAll(async () => {
  if (servers === null) return;
  shards = await TwoShards.open(servers, 'CREATE TABLE orders (id bigint PRIMARY KEY, text text)');
  shards.keepWayBack(false);
  await shards.sessions.a.query(
    `INSERT INTO ls00000_e1.orders SELECT i, 'order ' || i FROM generate_series(1, 3000) i`,
  );
});
afterAll(() => shards?.close());

/** Where slot 0 is now, and where it goes to. */
async function slotNow() {
  const slot = await shards.store.slot('shop', 0);
  if (slot === null) throw new Error('no slot 0');
  const shard = slot.shard as 'a' | 'b';
  const other: 'a' | 'b' = shard === 'a' ? 'b' : 'a';
  return {
    ...slot,
    shard,
    other,
    schema: slotName(0, slot.epoch),
    here: shards.sessions[shard],
    there: shards.sessions[other],
  };
}

const end = (id: string) => shards.drive(id, () => false);
const until = (id: string, is: Move['is']) => shards.walk(id, (move) => move.is === is);

/** The slot is where it was, with all its rows, takes writes, and nothing is left of the move. */
async function expectAsBefore(shard: string): Promise<void> {
  const now = await slotNow();
  expect(now).toMatchObject({ shard, is: 'owned', move: null });
  expect(await now.here.query(`SELECT count(*)::int AS orders FROM ${now.schema}.orders`)).toEqual([{ orders: 3000 }]);
  expect(await shards.leftovers()).toEqual([]);
}

/** What makes a slot one that cannot move, what is said of it, and how it is made good again. */
const blockers: readonly { what: string; make: string; says: RegExp; mend: string }[] = [
  {
    what: 'applications that are superusers',
    make: 'ALTER ROLE application SUPERUSER',
    says: /applications are application, a superuser, whom nothing can be taken from while a slot is cut; give them a role/,
    mend: 'ALTER ROLE application NOSUPERUSER',
  },
  {
    what: 'applications that have the rights of who moves',
    make: `DO $$ BEGIN EXECUTE format('GRANT %I TO application', current_user); END $$`,
    says: /applications are application, with the rights of .*, who moves, whom nothing can be taken from/,
    mend: `DO $$ BEGIN EXECUTE format('REVOKE %I FROM application', current_user); END $$`,
  },
  {
    what: 'a table without a primary key',
    make: 'CREATE TABLE SLOT.loose (id int)',
    says: /have no primary key, .*: loose; add one \(ALTER TABLE \.\.\. ADD PRIMARY KEY\)/,
    mend: 'DROP TABLE SLOT.loose',
  },
  {
    what: 'an unlogged table',
    make: 'CREATE UNLOGGED TABLE SLOT.fast (id int PRIMARY KEY)',
    says: /unlogged, .*: fast; ALTER TABLE \.\.\. SET LOGGED/,
    mend: 'DROP TABLE SLOT.fast',
  },
  {
    what: 'a table without a replica identity',
    make: 'ALTER TABLE SLOT.orders REPLICA IDENTITY NOTHING',
    says: /REPLICA IDENTITY NOTHING: orders; set it to DEFAULT/,
    mend: 'ALTER TABLE SLOT.orders REPLICA IDENTITY DEFAULT',
  },
  {
    what: 'a view',
    make: 'CREATE VIEW SLOT.seen AS SELECT id FROM SLOT.orders',
    says: /cannot be copied yet: view seen/,
    mend: 'DROP VIEW SLOT.seen',
  },
  {
    what: 'a partitioned table',
    make: 'CREATE TABLE SLOT.parts (id int PRIMARY KEY) PARTITION BY RANGE (id)',
    says: /partitioned table parts/,
    mend: 'DROP TABLE SLOT.parts',
  },
  {
    what: 'a trigger and its function',
    make: `CREATE FUNCTION SLOT.same() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER same BEFORE INSERT ON SLOT.orders FOR EACH ROW EXECUTE FUNCTION SLOT.same()`,
    says: /function same, trigger same on orders/,
    mend: 'DROP TRIGGER same ON SLOT.orders; DROP FUNCTION SLOT.same',
  },
  {
    what: 'a type of its own',
    make: `CREATE TYPE SLOT.mood AS ENUM ('well')`,
    says: /type mood/,
    mend: 'DROP TYPE SLOT.mood',
  },
  {
    what: 'a foreign key to outside',
    make: 'CREATE TABLE public.shops (id int PRIMARY KEY); ALTER TABLE SLOT.orders ADD shop int REFERENCES public.shops',
    says: /foreign keys cross the border of the slot: orders_shop_fkey of .*; drop them/,
    mend: 'ALTER TABLE SLOT.orders DROP shop; DROP TABLE public.shops',
  },
  {
    what: 'large objects',
    make: 'SELECT lo_create(4711); ALTER TABLE SLOT.orders ADD picture oid',
    says: /may point to large objects, .*: orders\.picture; keep such data in bytea columns/,
    mend: 'ALTER TABLE SLOT.orders DROP picture; SELECT lo_unlink(4711)',
  },
  {
    what: 'a role that the target does not know',
    make: 'CREATE ROLE reporting; GRANT SELECT ON SLOT.orders TO reporting',
    says: /has not these roles, which have rights on the tables: reporting; create them/,
    mend: 'REVOKE ALL ON SLOT.orders FROM reporting; DROP ROLE reporting',
  },
];

describe.skipIf(servers === null)('a move that cannot be made', () => {
  it.each(blockers)('is refused before anything is touched: $what', async ({ make, says, mend }) => {
    const { here, schema, shard } = await slotNow();
    const inSlot = (text: string) => here.query(text.replaceAll('SLOT', schema));
    await inSlot(make);
    try {
      const move = await end((await shards.begin()).id);

      expect(move).toMatchObject({ is: 'aborted', outcome: 'aborted' });
      expect(move.trouble).toMatch(says);
      expect(move.trouble).toMatch(/^Shard "[ab]": /);
      expect((await slotNow()).schema).toBe(schema);
      await expectAsBefore(shard);
    } finally {
      await inSlot(mend);
    }
  });

  it('says what to do where the credentials are wrong, and goes on once they are right', async () => {
    const { other } = await slotNow();
    const { id } = await shards.begin();
    const mover = shards.mover(
      {},
      {
        place: async (_, shard) => ({
          ...placeOf(shards.servers[shard as 'a' | 'b']),
          ...(shard === other && { password: 'old' }),
        }),
      },
    );

    const waiting = await shards.walk(id, ({ trouble }) => trouble !== null, mover);

    expect(waiting).toMatchObject({ is: 'planned' });
    expect(waiting.trouble).toMatch(
      /cannot be reached: password authentication failed .*; bring the username and password in its secret up to date/,
    );
    expect(await end(id)).toMatchObject({ is: 'done', outcome: 'moved', trouble: null });
    await expectAsBefore(other);
  });
});

describe.skipIf(servers === null)('a move in which something happens', () => {
  it('waits for a long transaction without blocking anybody, then goes on', async () => {
    const { schema, shard, other } = await slotNow();
    const { id } = await shards.begin();
    await until(id, 'catching-up');
    const long = await connect(shard, placeOf(shards.servers[shard]));
    await long.query(`BEGIN; UPDATE ${schema}.orders SET text = 'late' WHERE id = 1`);
    const waiting = await shards.walk(id, ({ trouble }) => trouble?.includes('the cut waits for') === true);
    expect(waiting.trouble).toMatch(
      /a transaction of process \d+ \(headroom-mover\), .* s old, which has locked .*orders/,
    );
    await long.query('COMMIT');
    await long.end();

    expect(await end(id)).toMatchObject({ is: 'done', outcome: 'moved' });
    await expectAsBefore(other);
    const now = await slotNow();
    expect(await now.here.query(`SELECT text FROM ${now.schema}.orders WHERE id = 1`)).toEqual([{ text: 'late' }]);
  });

  it('ends cleanly where tables are changed meanwhile', async () => {
    const { here, schema, shard } = await slotNow();
    const { id } = await shards.begin();
    await until(id, 'catching-up');
    await here.query(`ALTER TABLE ${schema}.orders ADD note text`);

    const move = await end(id);

    expect(move).toMatchObject({ is: 'aborted', outcome: 'aborted' });
    expect(move.trouble).toMatch(
      /the tables of .* were changed while their copy was made; nothing is lost; move the slot again/,
    );
    await expectAsBefore(shard);
    const now = await slotNow();
    await now.here.query(`ALTER TABLE ${now.schema}.orders DROP note`);
  });

  it('ends cleanly where the disk of the target is full', async () => {
    const { there, schema, shard, other } = await slotNow();
    const { id } = await shards.begin();
    await until(id, 'preparing');
    await there.query(`
      CREATE FUNCTION public.disk_full() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER disk_full BEFORE INSERT ON ${schema}.orders FOR EACH ROW EXECUTE FUNCTION public.disk_full();
      ALTER TABLE ${schema}.orders ENABLE ALWAYS TRIGGER disk_full`);

    const move = await end(id);

    expect(move).toMatchObject({ is: 'aborted', outcome: 'aborted' });
    expect(move.trouble).toMatch(
      new RegExp(
        `shard "${other}" has failed \\d+ times in a row to take rows over; its log says why \\(could not extend file: No space left on device\\)`,
      ),
    );
    await expectAsBefore(shard);
    await there.query('DROP FUNCTION public.disk_full');
  });

  it('ends cleanly where a row of the copy was changed by somebody', async () => {
    const { there, schema, shard } = await slotNow();
    const { id } = await shards.begin();
    await until(id, 'catching-up');
    await there.query(`UPDATE ${schema}.orders SET text = 'not so' WHERE id = 17`);

    const move = await end(id);

    expect(move).toMatchObject({ is: 'aborted', outcome: 'aborted' });
    expect(move.trouble).toMatch(/1 row of .*\.orders differs between both sides, the first with the key 17/);
    await expectAsBefore(shard);
  });

  it('goes on by itself once a shard that was down is back', async () => {
    const { other } = await slotNow();
    const { id } = await shards.begin();
    await until(id, 'copying');
    await shards.servers[other].kill();
    const waiting = await shards.walk(id, ({ trouble }) => trouble !== null);
    expect(waiting.trouble).toMatch(
      new RegExp(`shard "${other}" .*(cannot be reached|broke off).*; see whether it is up`),
    );
    await shards.servers[other].revive();
    await shards.reconnect(other);

    expect(await end(id)).toMatchObject({ is: 'done', outcome: 'moved' });
    await expectAsBefore(other);
  });

  it('is taken back where its target is gone when the fence has fallen', async () => {
    const { shard, other } = await slotNow();
    const { id } = await shards.begin();
    let hasCut = false;
    const mover = shards.mover({
      session: (session) => ({
        ...session,
        query: async (text, values) => {
          const rows = await session.query(text, values);
          hasCut ||= text.startsWith('DO $cut$');
          if (text === 'COMMIT' && hasCut) await shards.servers[other].kill();
          return rows;
        },
      }),
    });
    const taken = await shards.drive(id, ({ is }) => is === 'cleaning', { mover });
    expect(taken).toMatchObject({ outcome: 'aborted' });
    expect(taken.trouble).toMatch(/did not take over within 1.5 s/);
    expect(await slotNow()).toMatchObject({ shard, is: 'owned' });
    await shards.servers[other].revive();
    await shards.reconnect(other);

    expect(await end(id)).toMatchObject({ is: 'aborted' });
    await expectAsBefore(shard);
  });

  const stubborn = [
    {
      what: 'lets nobody rename a schema any more',
      begin: `CREATE FUNCTION public.no_schemas() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no schema changes its name here''; END';
        CREATE EVENT TRIGGER no_schemas ON ddl_command_start WHEN TAG IN ('ALTER SCHEMA') EXECUTE FUNCTION public.no_schemas()`,
      end: 'DROP EVENT TRIGGER no_schemas; DROP FUNCTION public.no_schemas',
    },
    {
      what: 'has the copy in a transaction that somebody leaves open',
      begin: 'BEGIN; GRANT USAGE ON SCHEMA SLOT TO application',
      end: 'ROLLBACK',
    },
  ];
  it.each(stubborn)('opens the slot again where the fence has fallen and the target $what', async (there) => {
    const { shard, other, schema } = await slotNow();
    const watch = new ClosedWatch([
      await connect('a', placeOf(shards.servers.a)),
      await connect('b', placeOf(shards.servers.b)),
    ]);
    const { id } = await shards.begin();
    const somebody = await connect(other, placeOf(shards.servers[other]));
    let hasBegun = false;
    const mover = shards.mover({
      session: (session) => ({
        ...session,
        query: async (text, values) => {
          const isFirst = text.startsWith('DO $cut$') && !hasBegun;
          hasBegun ||= isFirst;
          if (isFirst) await somebody.query(there.begin.replace('SLOT', schema));
          return session.query(text, values);
        },
      }),
    });
    const driven = shards.drive(id, () => false, { mover });
    await expect.poll(async () => (await slotNow()).move, { timeout: 60_000 }).toBeNull();
    const closedMs = await watch.end();
    await somebody.query(there.end);
    await somebody.end();

    expect(hasBegun).toBe(true);
    expect(closedMs).toBeLessThan(3000);
    expect(await driven).toMatchObject({ is: 'aborted', outcome: 'aborted' });
    await expectAsBefore(shard);
  });

  it.each(['cutting', 'opening'] as const)('opens the slot again where its connections fall silent, %s', async (is) => {
    const { shard, other } = await slotNow();
    const watch = new ClosedWatch([
      await connect('a', placeOf(shards.servers.a)),
      await connect('b', placeOf(shards.servers.b)),
    ]);
    const { id } = await shards.begin();
    const silent = new Set<Session>();
    const all = new Set<Session>();
    const orSilence = <T>(session: Session, work: () => Promise<T>) =>
      silent.has(session) ? new Promise<T>(() => {}) : work();
    const mover = shards.mover({
      session: (session) => {
        all.add(session);
        return {
          query: (text, values) => orSilence(session, () => session.query(text, values)),
          end: () => orSilence(session, () => session.end()),
        };
      },
    });
    const store = Object.assign(Object.create(shards.store), {
      save: async (was: Move, next: Move) => {
        // Once: what is connected later hears and is heard.
        if (next.is === is && silent.size === 0) for (const session of all) silent.add(session);
        return shards.store.save(was, next);
      },
    });

    const move = await shards.drive(id, ({ is: now }) => now === 'cleaning', { mover, store });
    const closedMs = await watch.end();
    for (const session of silent) await session.end();

    expect(silent.size).toBeGreaterThan(0);
    expect(closedMs).toBeLessThan(2000);
    expect(await end(id)).toMatchObject({ trouble: null });
    await expectAsBefore(move.outcome === 'moved' ? other : shard);
  });

  it('leaves no password in any log, and no role', async () => {
    const { shard, other } = await slotNow();
    const passwords: string[] = [];
    const mover = shards.mover({
      session: (session) => ({
        ...session,
        query: (text, values) => {
          for (const value of [text, ...(values ?? [])])
            passwords.push(
              ...[...String(value).matchAll(/password='([0-9a-f]{48})'/g)].map(([, found]) => String(found)),
            );
          return session.query(text, values);
        },
      }),
    });
    for (const session of Object.values(shards.sessions)) {
      await session.query("ALTER SYSTEM SET log_statement = 'all'");
      await session.query("ALTER SYSTEM SET log_min_duration_statement = '0'");
      await session.query('SELECT pg_reload_conf()');
    }
    const { id } = await shards.begin();
    expect(await shards.drive(id, () => false, { mover })).toMatchObject({ is: 'done', outcome: 'moved' });

    expect(passwords.length).toBeGreaterThan(0);
    for (const server of Object.values(shards.servers)) {
      const folder = join(server.folder, 'data/log');
      const logs = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
      const log = logs.join('');
      expect(log).toMatch(/CREATE SUBSCRIPTION|pg_create_logical_replication_slot/);
      expect(passwords.filter((password) => log.includes(password))).toEqual([]);
      expect(log).not.toContain(`password='${server.password}'`);
    }
    for (const session of Object.values(shards.sessions)) {
      await session.query('ALTER SYSTEM RESET ALL');
      await session.query('SELECT pg_reload_conf()');
    }
    expect(shard).not.toBe(other);
    await expectAsBefore(other);
  });

  it('follows where the password of its stream is changed by somebody', async () => {
    const { here, other } = await slotNow();
    const { id } = await shards.begin();
    await until(id, 'catching-up');
    await here.query(`ALTER ROLE headroom_${id} PASSWORD 'another'`);
    await here.query(
      `SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = 'headroom_${id}'`,
    );

    expect(await end(id)).toMatchObject({ is: 'done', outcome: 'moved' });
    await expectAsBefore(other);
  });

  it('ends with the error of whoever knows it, where repeating does not mend it', async () => {
    const { here, there, schema, shard } = await slotNow();
    await here.query(`CREATE INDEX orders_text ON ${schema}.orders (text)`);
    const { id } = await shards.begin();
    await until(id, 'catching-up');
    await there.query(`CREATE TABLE ${schema}.orders_text (id int)`);
    await there.query(`ALTER TABLE ${schema}.orders DROP COLUMN text`);

    const move = await end(id);

    expect(move).toMatchObject({ is: 'aborted', outcome: 'aborted', trouble: 'column "text" does not exist' });
    await expectAsBefore(shard);
    const now = await slotNow();
    await now.here.query(`DROP INDEX ${now.schema}.orders_text`);
  });
});
