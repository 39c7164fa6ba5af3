import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Replicated, startReplicated } from '../../../local/postgres/replicated.ts';
import type { PostgresServer } from '../../../local/postgres/start-postgres.ts';
import { round } from '../../round.ts';
import { Positions } from './positions.ts';
import { runSessions, Tally } from './sessions.ts';
import { openWriter, type StrategyName, strategy } from './strategies.ts';

/** By how much the standbys apply commits late, by turns; each a second and a half. */
const lagsMs = [
  [0, 0],
  [0, 100],
  [30, 500],
  [0, 2000],
  [300, 5000],
  [1000, 0],
  [5000, 50],
  [0, 1000],
] as const;
const turnMs = 1500;
/** Of all writes, how many come around the failover. */
const failoverShare = 0.1;

export interface ReplicasFigure {
  readonly strategy: StrategyName;
  readonly writes: number;
  readonly reads: number;
  readonly missedOwnWrite: number;
  readonly replicaSharePercent: number;
  readonly oracleSharePercent: number;
  readonly backAfterPromotionMs: number;
}

/**
 * One strategy on a primary and two standbys of its own: sessions write and read while the standbys lag by 0 to 5 s, and then
 * the primary dies and a standby is promoted under them.
 */
export async function measureReplicas(binaries: string, name: StrategyName, writes: number): Promise<ReplicasFigure> {
  const servers = await startReplicated(binaries);
  const { primary, standbys } = servers;
  const replicas = openWriter([primary, ...standbys]);
  const reading = strategy(name, replicas, standbys);
  try {
    await ask(primary, 'CREATE TABLE kept (key text PRIMARY KEY, n int)');
    await settle(servers);
    const tally = new Tally();
    const positions = standbys.map((standby) => new Positions(standby));
    const lagging = new AbortController();
    const turns = takeTurns(standbys, lagging.signal);
    const late = Math.round(writes * failoverShare);
    await runSessions(replicas, reading, tally, writes - late);
    lagging.abort();
    await turns;
    await Promise.all(positions.map((one) => one.stop()));
    const share = (count: number) => round((100 * count) / tally.reads);
    const shares = {
      replicaSharePercent: share(tally.fromReplica),
      oracleSharePercent: share(tally.oracle(positions)),
    };
    await settle(servers);
    const backAfterPromotionMs = await failOver(servers, (onWrite) =>
      runSessions(replicas, reading, tally, late, onWrite),
    );
    const { writes: written, reads, missedOwnWrite } = tally;
    return { strategy: name, writes: written, reads, missedOwnWrite, ...shares, backAfterPromotionMs };
  } finally {
    await reading.close();
    await replicas.close();
    await servers.stop();
  }
}

/** Kills the primary while sessions go on, and promotes a standby; answers after how long somebody could write again. */
async function failOver(
  { primary, standbys }: Replicated,
  run: (onWrite: () => void) => Promise<void>,
): Promise<number> {
  // What is acknowledged is then on the one that is promoted; without it the server itself loses writes, whoever routes reads.
  await ask(primary, "ALTER SYSTEM SET synchronous_standby_names = 'standby_1'");
  await ask(primary, 'SELECT pg_reload_conf()');
  let [promotedMs, backMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const running = run(() => {
    if (performance.now() > promotedMs) backMs = Math.min(backMs, performance.now());
  });
  const [promoted, other] = standbys;
  await sleep(300);
  await primary.kill();
  await sleep(300);
  await ask(promoted, 'SELECT pg_promote(true, 30)');
  promotedMs = performance.now();
  const from = `host=127.0.0.1 port=${promoted.port} user=owner password=${primary.password}`;
  await ask(other, `ALTER SYSTEM SET primary_conninfo = '${from}'`);
  await ask(other, "ALTER SYSTEM SET primary_slot_name = ''");
  await ask(other, 'SELECT pg_reload_conf()');
  await running;
  return round(backMs - promotedMs);
}

async function takeTurns(standbys: readonly PostgresServer[], signal: AbortSignal): Promise<void> {
  for (let turn = 0; !signal.aborted; turn++) {
    const lags = lagsMs[turn % lagsMs.length] ?? [0, 0];
    await Promise.all(standbys.map((standby, index) => lag(standby, lags[index] ?? 0)));
    await sleep(turnMs, undefined, { signal }).catch(() => {});
  }
  await Promise.all(standbys.map((standby) => lag(standby, 0)));
}

async function lag(standby: PostgresServer, milliseconds: number): Promise<void> {
  await ask(standby, `ALTER SYSTEM SET recovery_min_apply_delay = '${milliseconds}ms'`);
  await ask(standby, 'SELECT pg_reload_conf()');
}

/** Until both standbys have what is written by now. */
async function settle({ primary, standbys }: Replicated): Promise<void> {
  await ask(primary, "SELECT pg_logical_emit_message(true, 'bench', 'settle')");
  const [{ lsn } = { lsn: '' }] = await ask(primary, 'SELECT pg_current_wal_flush_lsn()::text AS lsn');
  for (const standby of standbys) {
    while ((await ask(standby, `SELECT pg_last_wal_replay_lsn() >= '${lsn}' AS "isThere"`))[0]?.isThere !== true) {
      await sleep(50);
    }
  }
}

async function ask({ host, port, database, username, password }: PostgresServer, text: string) {
  const client = new pg.Client({ host, port, database, user: username, password });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
