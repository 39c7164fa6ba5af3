import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../adapters/sharding/shards/postgres/catalogue/fingerprint.ts';
import { crash } from '../../bench/sharding/moves/crash-matrix.ts';
import { scenarios } from '../../bench/sharding/moves/scenarios.ts';
import { TwoShards } from '../../bench/sharding/moves/two-shards.ts';
import { Writers, writersTables } from '../../bench/sharding/moves/writers.ts';
import { slotName } from '../../core/sharding/map/slot.ts';
import type { Move } from '../../core/sharding/moving/move.ts';
import { rollBack } from '../../core/sharding/moving/servers/roll-back.ts';
import { postgresServersOrNone } from './postgres-servers.ts';

const servers = await postgresServersOrNone();
afterAll(() => Promise.all(servers?.map((server) => server.stop()) ?? []));

let shards: TwoShards;
beforeAll(async () => {
  if (servers !== null) shards = await TwoShards.open(servers, writersTables);
});
afterAll(() => shards?.close());

const nothing = { lost: 0, duplicated: 0, misrouted: 0 };

/** Where slot 0 is now. */
async function slotNow() {
  const slot = await shards.store.slot('shop', 0);
  if (slot === null) throw new Error('no slot 0');
  const shard = slot.shard as 'a' | 'b';
  const other: 'a' | 'b' = shard === 'a' ? 'b' : 'a';
  return { shard, other, schema: slotName(0, slot.epoch), session: shards.sessions[shard] };
}

const end = (id: string) => shards.drive(id, () => false);

/** As each tick does. */
async function sweep(): Promise<number> {
  const mover = shards.mover();
  try {
    return await mover.sweep(shards.config, (known) => shards.store.move('shop', known));
  } finally {
    await mover.end();
  }
}

describe.skipIf(servers === null)('a move between two real servers', () => {
  it('takes everything along that there is in the tables, and lets numbers go on', async () => {
    shards.keepWayBack(false);
    const { session, schema, other } = await slotNow();
    await session.query(`
      CREATE TABLE ${schema}.parts (id serial PRIMARY KEY, "Odd ""name" text COLLATE "C" DEFAULT 'it''s', price numeric(9,2) NOT NULL
        CHECK (price > 0), half numeric GENERATED ALWAYS AS (price / 2) STORED, tags text[], made timestamptz DEFAULT now(),
        UNIQUE (price, "Odd ""name"));
      CREATE TABLE ${schema}.uses (part int REFERENCES ${schema}.parts ON DELETE CASCADE, what jsonb, PRIMARY KEY (part));
      CREATE INDEX ON ${schema}.parts (lower("Odd ""name")) WHERE price > 1;
      CREATE SEQUENCE ${schema}.tickets INCREMENT BY 5 START WITH 100;
      COMMENT ON COLUMN ${schema}.parts.price IS 'it''s dear';
      ALTER TABLE ${schema}.uses REPLICA IDENTITY FULL;
      INSERT INTO ${schema}.parts (price, tags) SELECT i, ARRAY['a', 'b'] FROM generate_series(1, 12000) i;
      INSERT INTO ${schema}.uses SELECT i, '{}' FROM generate_series(1, 10) i;
      SELECT nextval('${schema}.tickets')`);
    const before = await fingerprint(session, schema);

    const move = await end((await shards.begin()).id);

    expect(move).toMatchObject({ is: 'done', outcome: 'moved', trouble: null });
    const moved = await slotNow();
    expect(moved.shard).toBe(other);
    expect(await fingerprint(moved.session, moved.schema)).toEqual(before);
    const [counted] = await moved.session.query(`SELECT count(*)::int AS parts FROM ${moved.schema}.parts`);
    expect(counted).toEqual({ parts: 12_000 });
    const [next] = await moved.session.query(
      `SELECT nextval('${moved.schema}.parts_id_seq')::int > 12000 AS id, nextval('${moved.schema}.tickets')::int > 100 AS ticket`,
    );
    expect(next).toEqual({ id: true, ticket: true });
    expect(await shards.leftovers()).toEqual([]);
    await moved.session.query(
      `DROP TABLE ${moved.schema}.uses, ${moved.schema}.parts; DROP SEQUENCE ${moved.schema}.tickets`,
    );
  });

  it('can be taken back, with all that was written since', async () => {
    shards.keepWayBack(true);
    const first = await slotNow();
    const { id } = await shards.begin();
    await shards.drive(id, ({ is }) => is === 'reversible');
    const moved = await slotNow();
    await moved.session.query(`INSERT INTO ${moved.schema}.counts VALUES ('since', 7)`);
    const taken = (await shards.store.takeOver('shop', id)) as Move;
    expect(await shards.store.save(taken, rollBack(taken, Date.now()))).toBe(true);

    expect(await end(id)).toMatchObject({ is: 'done', outcome: 'rolled-back' });

    const now = await slotNow();
    expect(now.shard).toBe(first.shard);
    expect(await now.session.query(`SELECT count FROM ${now.schema}.counts WHERE key = 'since'`)).toEqual([
      { count: 7 },
    ]);
    expect(await shards.leftovers()).toEqual([]);
    await now.session.query(`DELETE FROM ${now.schema}.counts`);
  });

  it('is brought to its end by two who drive it at the same time', async () => {
    shards.keepWayBack(false);
    const { other } = await slotNow();
    const { id } = await shards.begin();

    const [one, another] = await Promise.all([end(id), end(id)]);

    expect([one, another].map(({ is, outcome }) => [is, outcome])).toEqual([
      ['done', 'moved'],
      ['done', 'moved'],
    ]);
    expect((await slotNow()).shard).toBe(other);
    // The slower of the two may have made something again after the quicker had cleaned.
    await sweep();
    expect(await shards.leftovers()).toEqual([]);
  });

  it('leaves to the sweep what one who was overtaken made after its end, and to others what is theirs', async () => {
    shards.keepWayBack(false);
    const { id } = await shards.begin();
    await end(id);
    const { session } = await slotNow();
    await session.query(`CREATE SCHEMA headroom_${id}; CREATE SCHEMA ls00000_e77; CREATE SCHEMA headroom_elsewhere`);
    await session.query(`COMMENT ON SCHEMA ls00000_e77 IS 'made by headroom for move ${id}'`);
    await session.query(`SELECT pg_create_logical_replication_slot('headroom_${id}_back', 'pgoutput')`);

    expect(await sweep()).toBe(1);

    expect((await shards.leftovers()).map((one) => one.slice(2))).toEqual(['schema headroom_elsewhere']);
    await session.query('DROP SCHEMA headroom_elsewhere');
  });

  it('opens the source again by itself where the target does not take over', async () => {
    shards.keepWayBack(false);
    const before = await slotNow();
    const { id, to } = await shards.begin();
    const blocking = shards.mover({
      session: (session) => ({
        ...session,
        query: async (text, values) => {
          if (text.startsWith('DO $cut$')) {
            await shards.sessions[to as 'a' | 'b'].query(`ALTER SUBSCRIPTION headroom_${id} DISABLE`);
          }
          return session.query(text, values);
        },
      }),
    });

    const move = await shards.drive(id, () => false, { mover: blocking });

    expect(move).toMatchObject({ is: 'aborted', outcome: 'aborted' });
    expect(move.trouble).toMatch(/did not take over within 1.5 s; the source was opened again; move it again/);
    expect((await slotNow()).shard).toBe(before.shard);
    expect(await shards.leftovers()).toEqual([]);
  });
});

/** The dozen that has most to lose; `npm run test:crash` has them all. */
const dozen: readonly [scenario: number, deed: RegExp, when: 'before' | 'after'][] = [
  [0, /^DO \$secretly\$ .*CREATE SUBSCRIPTION headroom_ID CONNECTION/, 'after'],
  [0, /^save catching-up -> cutting/, 'after'],
  [0, /^DO \$cut\$/, 'before'],
  [0, /^DO \$cut\$/, 'after'],
  [0, /^save cutting -> opening/, 'before'],
  [0, /^DO \$open\$/, 'before'],
  [0, /^DO \$open\$/, 'after'],
  [0, /^flip opening -> reversible/, 'before'],
  [0, /^flip opening -> reversible/, 'after'],
  [0, /^ALTER SUBSCRIPTION "headroom_ID" SET/, 'after'],
  [1, /^flip opening -> cleaning/, 'before'],
  [2, /^DO \$discard\$/, 'after'],
];

describe.skipIf(servers === null)('a driver that dies while sixteen write', () => {
  let writers: Writers;
  beforeAll(async () => {
    writers = new Writers(await shards.client(16), 0, 16);
  });
  afterAll(() => writers?.stop());

  it.each(dozen)('leaves a move that another brings to its end (%s, %s, %s)', async (index, deed, when) => {
    const scenario = scenarios[index];
    if (scenario === undefined) throw new Error('no such scenario');

    const crashed = await crash(shards, writers, { scenario, deed, when });

    expect(crashed).toMatchObject({ ...nothing, hasDied: true, leftovers: [] });
    expect(crashed.recoveredInMs).toBeLessThan(60_000);
    expect(writers.errors).toEqual([]);
  });
});
