import pg from 'pg';
import { openReplicas, type ReplicaClient, type ReplicasOptions } from '../../clients/replicas.ts';
import { findPostgres } from '../../local/postgres/find-postgres.ts';
import { type Replicated, startReplicated } from '../../local/postgres/replicated.ts';
import type { PostgresServer } from '../../local/postgres/start-postgres.ts';

/** A primary and two standbys, or null, told loudly, on a machine without PostgreSQL. With `CI=true` that is an error. */
export async function replicatedOrNone(): Promise<Replicated | null> {
  const binaries = findPostgres(process.env);
  if (binaries !== null) return startReplicated(binaries);
  const message = 'no PostgreSQL 15 or newer was found; install one (Debian: apt-get install postgresql)';
  if (process.env.CI === 'true') throw new Error(message);
  console.warn(`\n*** NOT RUN, for want of a PostgreSQL: ${message}\n`);
  return null;
}

export const nameOf = ({ host, port }: PostgresServer) => `${host}:${port}`;

/** One statement as the owner, on a connection of its own. */
export async function as(
  { host, port, database, username, password }: PostgresServer,
  text: string,
  values: unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ host, port, database, user: username, password });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** By how much a standby applies commits late; takes effect at once. */
export async function delay(standby: PostgresServer, milliseconds: number): Promise<void> {
  await as(standby, `ALTER SYSTEM SET recovery_min_apply_delay = '${milliseconds}ms'`);
  await as(standby, 'SELECT pg_reload_conf()');
  // The process that replays reads its settings a moment later.
  await new Promise((resolve) => setTimeout(resolve, 100));
}

/** A client of all three servers. */
export function clientOf({ primary, standbys }: Replicated, options: Partial<ReplicasOptions> = {}): ReplicaClient {
  return openReplicas({
    servers: { list: [primary, ...standbys].map(({ host, port }) => ({ host, port })) },
    database: 'postgres',
    credentials: async () => ({ user: 'owner', password: primary.password }),
    ...options,
  });
}

/** Waits until `isSo`, for half a minute at most: servers are slow where others work beside them. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it never came to be so');
}

/** Waits until both standbys have replayed all that the primary has written. */
export async function caughtUp({ primary, standbys }: Replicated): Promise<void> {
  // A commit of its own, since what was written without one is not sent before the next.
  await as(primary, "SELECT pg_logical_emit_message(true, 'caught', 'up')");
  const [{ lsn } = { lsn: null }] = await as(primary, 'SELECT pg_current_wal_flush_lsn()::text AS lsn');
  for (const standby of standbys) {
    const asked = () => as(standby, 'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS "isThere"', [lsn]);
    await until(async () => (await asked())[0]?.isThere === true);
  }
}
