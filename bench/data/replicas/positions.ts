import pg from 'pg';
import { parseLsn } from '../../../core/replicas/position.ts';
import type { PostgresServer } from '../../../local/postgres/start-postgres.ts';

const sampleMs = 4;

/** Samples how far a standby is, all the time, on a connection of its own: what nobody who routes reads can afford. */
export class Positions {
  private readonly samples: { readonly atMs: number; readonly lsn: bigint }[] = [];
  private isOver = false;
  private readonly sampling: Promise<void>;

  constructor(standby: PostgresServer) {
    this.sampling = this.sample(standby);
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.sampling;
  }

  /** When it came to have a position: halfway between the last sample before and the first after. */
  reachedMs(lsn: bigint): number {
    let [from, to] = [0, this.samples.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.samples[middle]?.lsn ?? 0n) >= lsn) to = middle;
      else from = middle + 1;
    }
    const [before, after] = [this.samples[from - 1], this.samples[from]];
    if (after === undefined) return Number.POSITIVE_INFINITY;
    return before === undefined ? after.atMs : (before.atMs + after.atMs) / 2;
  }

  private async sample({ host, port, database, username, password }: PostgresServer): Promise<void> {
    const client = new pg.Client({ host, port, database, user: username, password });
    client.on('error', () => {});
    await client.connect();
    while (!this.isOver) {
      const { rows } = await client.query('SELECT pg_last_wal_replay_lsn()::text AS lsn');
      const lsn = parseLsn(String(rows[0]?.lsn));
      if (lsn !== null) this.samples.push({ atMs: performance.now(), lsn });
      await new Promise((resolve) => setTimeout(resolve, sampleMs));
    }
    await client.end();
  }
}
