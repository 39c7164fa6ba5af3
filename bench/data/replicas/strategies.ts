import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openReplicas, type ReplicaClient, type Token } from '../../../clients/replicas.ts';
import type { PostgresServer } from '../../../local/postgres/start-postgres.ts';

export const strategyNames = ['headroom', 'writer', 'any-replica', 'sleep'] as const;
export type StrategyName = (typeof strategyNames)[number];

/** A way to read one key. */
export interface Strategy {
  read(key: string, token: Token | null): Promise<{ readonly n: number | null; readonly isReplica: boolean }>;
  /** What is done between a write and what reads it. */
  afterWrite(): Promise<void>;
  close(): Promise<void>;
}

const text = 'SELECT n FROM kept WHERE key = $1';
const sleepMs = 100;

export function openWriter(servers: readonly PostgresServer[]): ReplicaClient {
  const [{ database, username, password } = servers[0] as PostgresServer] = servers;
  return openReplicas({
    servers: { list: servers.map(({ host, port }) => ({ host, port })) },
    database,
    credentials: async () => ({ user: username, password }),
    pool: { max: 12 },
  });
}

/** Each reads in its own way; all write by the same client. */
export function strategy(name: StrategyName, replicas: ReplicaClient, standbys: readonly PostgresServer[]): Strategy {
  if (name === 'headroom') return byClient(replicas, (token) => token);
  if (name === 'writer') return byClient(replicas, () => 'writer');
  return anyReplica(standbys, name === 'sleep' ? sleepMs : 0);
}

function byClient(replicas: ReplicaClient, tokenFor: (token: Token | null) => Token | null): Strategy {
  return {
    read: async (key, token) => {
      const { value, isReplica } = await replicas.read(tokenFor(token), (sql) => sql.query<{ n: number }>(text, [key]));
      return { n: value.rows[0]?.n ?? null, isReplica };
    },
    afterWrite: async () => {},
    close: async () => {},
  };
}

/** By turns, and without asking how far it is. */
function anyReplica(standbys: readonly PostgresServer[], waitMs: number): Strategy {
  const pools = standbys.map(({ host, port, database, username, password }) => {
    const pool = new pg.Pool({ host, port, database, user: username, password, max: 12 });
    pool.on('error', () => {});
    return pool;
  });
  let turn = 0;
  return {
    read: async (key) => {
      const { rows } = (await pools[turn++ % pools.length]?.query<{ n: number }>(text, [key])) ?? { rows: [] };
      return { n: rows[0]?.n ?? null, isReplica: true };
    },
    afterWrite: async () => {
      if (waitMs > 0) await sleep(waitMs);
    },
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
    },
  };
}
