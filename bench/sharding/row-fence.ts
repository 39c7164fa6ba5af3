import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../adapters/postgres/connect.ts';
import { inTransaction, type Session } from '../../adapters/postgres/session.ts';
import { placeOf, type TwoShards } from './moves/two-shards.ts';

const writerCount = 16;
const restMs = 4;
const pollMs = 2;

/**
 * The usual way, for comparison: every transaction locks a fence row (FOR SHARE), a cut locks it (FOR UPDATE) and polls until
 * the subscriber has confirmed the position of the log. Measures from the wish to cut until everything has arrived; the
 * fence is opened again then.
 */
export async function measureRowFence(
  shards: TwoShards,
  moves: number,
): Promise<{ median: number; longest: number; moves: number }> {
  const { a, b } = shards.sessions;
  for (const session of [a, b]) await session.query(tables);
  await a.query('CREATE PUBLICATION row_fence FOR TABLE public.fenced');
  await a.query("SELECT pg_create_logical_replication_slot('row_fence', 'pgoutput')");
  const { host, port, database, username, password } = placeOf(shards.servers.a);
  const conninfo = `host=${host} port=${port} dbname=${database} user=${username} password=${password}`;
  await b.query(
    `CREATE SUBSCRIPTION row_fence CONNECTION '${conninfo}' PUBLICATION row_fence WITH (create_slot = false, slot_name = 'row_fence')`,
  );
  const writing = await startWriters(shards);
  const blocked: number[] = [];
  try {
    for (let count = 0; count < moves; count++) {
      await sleep(400);
      blocked.push(await cut(a));
    }
  } finally {
    await writing.stop();
    await b.query('ALTER SUBSCRIPTION row_fence DISABLE');
    await b.query('ALTER SUBSCRIPTION row_fence SET (slot_name = NONE)');
    await b.query('DROP SUBSCRIPTION row_fence');
    await a.query(
      "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = 'row_fence' AND active",
    );
    await sleep(300);
    await a.query("SELECT pg_drop_replication_slot('row_fence')");
    await a.query('DROP PUBLICATION row_fence');
    for (const session of [a, b]) await session.query('DROP TABLE public.fenced, public.fence');
  }
  const sorted = blocked.sort((one, other) => one - other);
  return { median: Math.round(sorted[sorted.length >> 1] ?? 0), longest: Math.round(sorted.at(-1) ?? 0), moves };
}

const tables = `
  CREATE TABLE public.fence (id int PRIMARY KEY); INSERT INTO public.fence VALUES (1);
  CREATE TABLE public.fenced (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text)`;

async function cut(session: Session): Promise<number> {
  const fromMs = performance.now();
  await inTransaction(session, async () => {
    await session.query('SELECT 1 FROM public.fence WHERE id = 1 FOR UPDATE');
    const [row] = await session.query('SELECT pg_current_wal_lsn()::text AS lsn');
    const caughtUp =
      "SELECT 1 FROM pg_replication_slots WHERE slot_name = 'row_fence' AND confirmed_flush_lsn >= $1::pg_lsn";
    while ((await session.query(caughtUp, [row?.lsn])).length === 0) await sleep(pollMs);
    return null;
  });
  return performance.now() - fromMs;
}

async function startWriters(shards: TwoShards): Promise<{ stop(): Promise<void> }> {
  let isOver = false;
  const running = Array.from({ length: writerCount }, async () => {
    const session = await connect('a', placeOf(shards.servers.a));
    while (!isOver) {
      await inTransaction(session, async () => {
        await session.query('SELECT 1 FROM public.fence WHERE id = 1 FOR SHARE');
        await session.query("INSERT INTO public.fenced (text) VALUES ('written')");
        return null;
      });
      await sleep(restMs);
    }
    await session.end();
  });
  return {
    stop: async () => {
      isOver = true;
      await Promise.all(running);
    },
  };
}
