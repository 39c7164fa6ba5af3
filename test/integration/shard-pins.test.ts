import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShardClient } from '../../adapters/sharding/client/shard-client.ts';
import { TwoShards } from '../../bench/sharding/moves/two-shards.ts';
import { slotName } from '../../core/sharding/map/slot.ts';
import { postgresServersOrNone } from './postgres-servers.ts';

const servers = await postgresServersOrNone();
afterAll(() => Promise.all(servers?.map((server) => server.stop()) ?? []));

const tables = `
  CREATE TABLE people (key text, id int, PRIMARY KEY (key, id));
  CREATE TABLE visits (key text, number bigint GENERATED ALWAYS AS IDENTITY, id text NOT NULL, person int NOT NULL DEFAULT 1,
    long int GENERATED ALWAYS AS (length(id)) STORED, PRIMARY KEY (key, number), FOREIGN KEY (key, person) REFERENCES people)`;
const ownSlot = 2;

let shards: TwoShards;
let client: ShardClient;
let keys: readonly string[];

beforeAll(async () => {
  if (servers === null) return;
  shards = await TwoShards.open(servers, tables);
  shards.keepWayBack(false);
  client = await shards.client(16);
  keys = Array.from({ length: 200 }, (_, index) => `tenant-${index}`)
    .filter((key) => client.route(key).slot === 0)
    .slice(0, 8);
  for (const key of keys) {
    await client.tx(key, async (transaction) => {
      await transaction.query('INSERT INTO people VALUES ($1, 1)', [key]);
    });
  }
});
afterAll(async () => {
  await client?.close();
  await shards?.close();
});

/** Every tenant visits without end; answers what was acknowledged, once it is stopped. */
function visiting() {
  const acknowledged: string[] = [];
  const errors: unknown[] = [];
  let isOver = false;
  const running = keys.map(async (key) => {
    for (let count = 0; !isOver; count++) {
      const id = `${key}-${Date.now()}-${count}`;
      const write = client.tx(key, async (transaction) => {
        await transaction.query({
          name: 'visit',
          text: 'INSERT INTO visits (key, id) VALUES ($1, $2)',
          values: [key, id],
        });
      });
      await write.then(
        () => acknowledged.push(id),
        (error) => errors.push(error),
      );
    }
  });
  const stop = async () => {
    isOver = true;
    await Promise.all(running);
    return { acknowledged, errors };
  };
  return { stop };
}

async function visitsOf(slot: number): Promise<{ key: string; id: string }[]> {
  const found = await shards.store.slot('shop', slot);
  if (found === null) throw new Error(`no slot ${slot}`);
  const rows = await shards.sessions[found.shard as 'a' | 'b'].query(
    `SELECT key, id FROM ${slotName(slot, found.epoch)}.visits`,
  );
  return rows.map(({ key, id }) => ({ key: String(key), id: String(id) }));
}

describe.skipIf(servers === null)('a pinned key', () => {
  it('takes its rows, and nothing else, to a slot of its own while everybody writes, and brings them back', async () => {
    const [pinned = ''] = keys;
    const first = visiting();
    const pin = await shards.begin(0, { kind: 'pin', pinned: { key: pinned, slot: ownSlot } });
    expect(await shards.drive(pin.id, () => false)).toMatchObject({ is: 'done', outcome: 'moved', trouble: null });
    const { acknowledged, errors } = await first.stop();

    expect(errors).toEqual([]);
    expect(client.route(pinned)).toMatchObject({ slot: ownSlot, shard: 'b' });
    const [rest, own] = [await visitsOf(0), await visitsOf(ownSlot)];
    expect(new Set(own.map(({ key }) => key))).toEqual(new Set([pinned]));
    expect(rest.some(({ key }) => key === pinned)).toBe(false);
    expect([...rest, ...own].map(({ id }) => id).sort()).toEqual([...acknowledged].sort());
    expect((await shards.leftovers()).filter((one) => !one.includes('ls00002'))).toEqual([]);

    const second = visiting();
    const unpin = await shards.begin(0, { kind: 'unpin', pinned: { key: pinned, slot: ownSlot } });
    expect(await shards.drive(unpin.id, () => false)).toMatchObject({ is: 'done', outcome: 'moved', trouble: null });
    const later = await second.stop();

    expect(later.errors).toEqual([]);
    expect(client.route(pinned)).toMatchObject({ slot: 0, shard: 'a' });
    const all = (await visitsOf(0)).map(({ id }) => id).sort();
    expect(all).toEqual([...acknowledged, ...later.acknowledged].sort());
    expect(await shards.leftovers()).toEqual([]);
  });

  it('stays where it is after an abort, and its slot goes on', async () => {
    const [, pinned = ''] = keys;
    const before = (await visitsOf(0)).length;
    const { id } = await shards.begin(0, { kind: 'pin', pinned: { key: pinned, slot: ownSlot + 1 } });
    await shards.walk(id, ({ is }) => is === 'catching-up');
    await shards.store.askAbort('shop', id);

    expect(await shards.drive(id, () => false)).toMatchObject({ is: 'aborted', outcome: 'aborted' });

    expect(client.route(pinned).slot).toBe(0);
    expect((await visitsOf(0)).length).toBe(before);
    expect(await shards.leftovers()).toEqual([]);
  });

  it('stays in its own slot where its rows do not fit into the other, and says why', async () => {
    const [, , pinned = ''] = keys;
    const own = ownSlot + 3;
    const pin = await shards.begin(0, { kind: 'pin', pinned: { key: pinned, slot: own } });
    await shards.drive(pin.id, () => false);
    const home = await shards.slotNow(0);
    const session = shards.sessions[home.shard as 'a' | 'b'];
    await session.query(`INSERT INTO ${slotName(0, home.epoch)}.people VALUES ($1, 1)`, [pinned]);

    const unpin = await shards.begin(0, { kind: 'unpin', pinned: { key: pinned, slot: own } });
    const { is, outcome, trouble } = await shards.drive(unpin.id, () => false);

    expect([is, outcome]).toEqual(['aborted', 'aborted']);
    expect(trouble).toContain('duplicate key value violates unique constraint "people_pkey"');
    const slot = await shards.slotNow(own);
    expect(slot).toMatchObject({ is: 'owned', pinned, move: null });
    const rows = await shards.sessions[slot.shard as 'a' | 'b'].query(
      `SELECT id FROM ${slotName(own, slot.epoch)}.people`,
    );
    expect(rows).toEqual([{ id: 1 }]);
    expect(await shards.leftovers()).toEqual([]);
  });

  it('needs to be told by a column of every primary key', async () => {
    const slot = await shards.store.slot('shop', 0);
    const session = shards.sessions[slot?.shard as 'a' | 'b'];
    const table = `${slotName(0, slot?.epoch ?? 0)}.prices`;
    await session.query(`CREATE TABLE ${table} (id int PRIMARY KEY)`);
    const { id } = await shards.begin(0, { kind: 'pin', pinned: { key: keys[3] ?? '', slot: ownSlot + 2 } });

    const { is, trouble } = await shards.drive(id, () => false);

    await session.query(`DROP TABLE ${table}`);
    expect(is).toBe('aborted');
    expect(trouble).toMatch(/these tables have not the key column in their primary key: prices; put it there/);
  });
});
