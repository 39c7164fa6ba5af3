import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../adapters/postgres/connect.ts';
import type { Session } from '../../adapters/postgres/session.ts';
import { measureSlots } from '../../adapters/sharding/shards/postgres/measure-slots.ts';
import { postgresServersOrNone } from './postgres-servers.ts';

const servers = await postgresServersOrNone();
let session: Session;
beforeAll(async () => {
  if (servers === null) return;
  session = await connect('a', servers[0]);
  for (const name of ['ls00001_e1', 'ls00002_e4', 'ls00003_e1'])
    await session.query(`CREATE SCHEMA ${name}; CREATE TABLE ${name}.rows (id int PRIMARY KEY, text text)`);
});
afterAll(async () => {
  await session?.end();
  for (const server of servers ?? []) await server.stop();
});

const held = [
  { slot: 1, epoch: 1 },
  { slot: 2, epoch: 4 },
  { slot: 3, epoch: 9 },
];

describe.runIf(servers !== null)('a measure of a PostgreSQL shard', () => {
  it('tells what each slot holds and has done, and nothing of slots that it does not hold in that epoch', async () => {
    const before = await measureSlots(session, held, 5);
    expect(before.slots.map(({ slot }) => slot)).toEqual([1, 2]);
    await session.query(`INSERT INTO ls00002_e4.rows SELECT n, repeat('x', 100) FROM generate_series(1, 10000) n`);
    await session.query('SELECT pg_stat_force_next_flush()');
    const after = await measureSlots(session, held, 6);
    const [one, two] = after.slots;
    expect(after.atMs).toBe(6);
    expect(one).toEqual(before.slots[0]);
    expect(two?.work).toBeGreaterThan((before.slots[1]?.work ?? 0) + 10_000);
    expect(two?.bytes).toBeGreaterThan(1_000_000);
  });

  it('tells nothing of a shard that has no slots', async () => {
    expect(await measureSlots(session, [], 5)).toEqual({ atMs: 5, slots: [] });
  });
});
