import { createServer, connect as openSocket, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../adapters/postgres/connect.ts';
import { placeOf, TwoShards } from '../../bench/sharding/moves/two-shards.ts';
import { slotName } from '../../core/sharding/map/slot.ts';
import type { Move } from '../../core/sharding/moving/move.ts';
import { rollBack } from '../../core/sharding/moving/servers/roll-back.ts';
import { postgresServersOrNone } from './postgres-servers.ts';

const servers = await postgresServersOrNone();
afterAll(() => Promise.all(servers?.map((server) => server.stop()) ?? []));

type ShardName = 'a' | 'b';
let shards: TwoShards;
/** What the secrets say now, and by which port each server is come to. */
const passwords: Record<ShardName, string> = { a: '', b: '' };
const ports: Partial<Record<ShardName, number>> = {};

beforeAll(async () => {
  if (servers === null) return;
  shards = await TwoShards.open(servers, 'CREATE TABLE orders (id bigint PRIMARY KEY, text text)');
});
afterAll(() => shards?.close());

beforeEach(() => {
  for (const shard of ['a', 'b'] as const) passwords[shard] = placeOf(shards.servers[shard]).password;
});

const mover = () =>
  shards.mover(
    {},
    {
      place: async (_, shard) => {
        const name = shard as ShardName;
        const place = placeOf(shards.servers[name]);
        return { ...place, password: passwords[name], port: ports[name] ?? place.port };
      },
      // The mover itself gets at the server by its own port, as from another network.
      connect: async (shard, place) =>
        connect(shard, { ...place, port: placeOf(shards.servers[shard as ShardName]).port }),
    },
  );
const until = (id: string, isSo: (move: Move) => boolean) => shards.walk(id, isSo, mover());

async function slotNow() {
  const { shard, epoch } = await shards.slotNow(0);
  const [here, other] = shard === 'a' ? (['a', 'b'] as const) : (['b', 'a'] as const);
  return { schema: slotName(0, epoch), owner: shards.sessions[here], here, other };
}

/** Moves the slot so that its way back stands and rows go that way. */
async function movedWithAWayBack() {
  shards.keepWayBack(true);
  const { id } = await shards.begin();
  await until(id, ({ is }) => is === 'reversible');
  const { here, other, schema } = await slotNow();
  await expect.poll(() => following(other, id), { timeout: 20_000 }).toBe(true);
  return { id, here, other, schema };

  async function following(mirror: ShardName, move: string) {
    await until(move, () => true);
    await look(move);
    const [row] = await shards.sessions[mirror].query(
      'SELECT 1 FROM pg_stat_subscription WHERE received_lsn IS NOT NULL',
    );
    return row !== undefined;
  }
}

/** One tick of the driver, as the schedule makes them while a way back stands. */
async function look(id: string): Promise<Move> {
  let count = 0;
  return until(id, () => count++ > 0);
}

/** Gives the owner another password there, and ends everybody who came by the old one. */
async function rotate(shard: ShardName, password: string): Promise<void> {
  const session = shards.sessions[shard];
  await session.query(`ALTER ROLE owner PASSWORD '${password}'`);
  await session.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename ~ '^(owner|headroom_)' AND pid <> pg_backend_pid() AND backend_type IN ('client backend', 'walsender')",
  );
}

const connectionOf = async (shard: ShardName) =>
  String((await shards.sessions[shard].query('SELECT subconninfo AS told FROM pg_subscription'))[0]?.told);

const passwordIn = (connection: string) => /password='(\w+)'/.exec(connection)?.[1];

/** As many rows at the mirror as at the owner, without a lock on either. */
async function expectMirrored(id: string): Promise<void> {
  const { owner, schema, other } = await slotNow();
  const mirror = shards.sessions[other];
  const [copy] = await mirror.query("SELECT nspname AS name FROM pg_namespace WHERE nspname ~ '^ls00000_e'");
  const rows = async (session: typeof owner, name: string) =>
    session.query(`SELECT count(*)::int AS count, sum(id)::int AS sum FROM ${name}.orders`);
  await expect
    .poll(
      async () => {
        await look(id);
        return rows(mirror, String(copy?.name));
      },
      { timeout: 40_000, interval: 500 },
    )
    .toEqual(await rows(owner, schema));
}

async function takeBack(id: string): Promise<Move> {
  const taken = await shards.store.takeOver('shop', id);
  if (taken === null || !(await shards.store.save(taken, rollBack(taken, Date.now()))))
    throw new Error('not taken back');
  return shards.drive(id, () => false, { mover: mover() });
}

describe.skipIf(servers === null)('a way back', { timeout: 90_000 }, () => {
  it('goes on as it is where the secrets of both owners rotate, since its stream has a role of its own', async () => {
    const { id, here, other, schema } = await movedWithAWayBack();
    const before = await connectionOf(other);
    for (const shard of [here, other]) await rotate(shard, `rotated ${shard}`);
    const held = await until(id, ({ trouble }) => trouble !== null);
    expect(held.trouble).toContain('bring the username and password in its secret up to date');
    await shards.sessions[here].query(`INSERT INTO ${schema}.orders SELECT generate_series(1, 100)`);
    for (const shard of [here, other]) passwords[shard] = `rotated ${shard}`;

    await expectMirrored(id);
    expect(await look(id)).toMatchObject({ is: 'reversible', trouble: null, wouldLose: null });
    expect(await connectionOf(other)).toBe(before);
    expect(await takeBack(id)).toMatchObject({ outcome: 'rolled-back', trouble: null });
    expect((await slotNow()).here).toBe(other);
    for (const shard of [here, other]) await rotate(shard, placeOf(shards.servers[shard]).password);
  });

  it('follows where a secret rotates while it is being taken back', async () => {
    const { id, here, schema } = await movedWithAWayBack();
    await shards.sessions[here].query(`INSERT INTO ${schema}.orders SELECT generate_series(201, 300)`);
    const taken = await shards.store.takeOver('shop', id);
    if (taken === null) throw new Error('no move');
    await shards.store.save(taken, rollBack(taken, Date.now()));
    await shards.sessions[here].query(`ALTER ROLE headroom_${id}_back PASSWORD 'changed by somebody'`);
    await rotate(here, 'rotated');
    passwords[here] = 'rotated';

    expect(await shards.drive(id, () => false, { mover: mover() })).toMatchObject({ outcome: 'rolled-back' });
    const { owner, schema: now } = await slotNow();
    expect(await owner.query(`SELECT count(*)::int AS orders FROM ${now}.orders`)).toEqual([{ orders: 200 }]);
    await rotate(here, placeOf(shards.servers[here]).password);
  });

  it('follows by a new password, and to another address, where somebody changes both', async () => {
    const first = await doorTo(placeOf(shards.servers.b).port);
    ports.b = first.port;
    const { id, here, other, schema } = await movedWithAWayBack();
    const before = await connectionOf(other);
    expect(before).toContain(`port='${first.port}'`);
    await first.close();
    const second = await doorTo(placeOf(shards.servers.b).port);
    ports.b = second.port;
    await shards.sessions[here].query(`ALTER ROLE headroom_${id}_back PASSWORD 'changed by somebody'`);
    await rotate(here, 'rotated');
    passwords[here] = 'rotated';
    await shards.sessions[here].query(`INSERT INTO ${schema}.orders SELECT generate_series(301, 400)`);

    await expectMirrored(id);
    const after = await connectionOf(other);
    expect(after).toContain(`port='${second.port}'`);
    expect(passwordIn(after)).not.toBe(passwordIn(before));
    expect(await takeBack(id)).toMatchObject({ outcome: 'rolled-back', trouble: null });
    await second.close();
    delete ports.b;
    await rotate(here, placeOf(shards.servers[here]).password);
  });

  it('is not called stuck for connections that broke off now and then, and came back each time', async () => {
    const { id, here, schema } = await movedWithAWayBack();
    for (let count = 1; count <= 10; count++) {
      await shards.sessions[here].query(`INSERT INTO ${schema}.orders SELECT ${400 + count}`);
      await expectMirrored(id);
      await shards.sessions[here].query(
        'SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active',
      );
    }
    await expectMirrored(id);
    expect(await look(id)).toMatchObject({ is: 'reversible', trouble: null });
    expect(await takeBack(id)).toMatchObject({ outcome: 'rolled-back', trouble: null });
    expect(await shards.leftovers()).toEqual([]);
  });

  it('says which server cannot take rows over, and which rows', async () => {
    const { id, here, other, schema } = await movedWithAWayBack();
    const mirror = shards.sessions[other];
    const [copy] = await mirror.query("SELECT nspname AS name FROM pg_namespace WHERE nspname ~ '^ls00000_e'");
    await mirror.query(`INSERT INTO ${copy?.name}.orders VALUES (5000, 'by somebody')`);
    await shards.sessions[here].query(`INSERT INTO ${schema}.orders VALUES (5000, 'by the owner')`);

    const stuck = await until(id, ({ trouble }) => trouble?.includes('stuck') === true);
    expect(stuck.trouble).toMatch(
      new RegExp(`the way back is stuck: shard "${other}" has failed \\d+ times in a row to take rows over`),
    );
    await mirror.query(`DELETE FROM ${copy?.name}.orders WHERE id = 5000`);
    await expectMirrored(id);
    expect(await until(id, ({ trouble }) => trouble === null)).toMatchObject({ is: 'reversible' });
    expect(await takeBack(id)).toMatchObject({ outcome: 'rolled-back', trouble: null });
  });
});

/** A way to a server by another port, which can be shut. */
async function doorTo(port: number): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<{ destroy(): void }>();
  const server: Server = createServer((socket) => {
    const inner = openSocket(port, '127.0.0.1');
    for (const one of [socket, inner]) {
      sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        socket.destroy();
        inner.destroy();
      });
    }
    socket.pipe(inner).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: address.port, close };
}
