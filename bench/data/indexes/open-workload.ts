import { openSession } from '../../../adapters/indexing/open-session.ts';
import { readStatements } from '../../../adapters/indexing/read-statements.ts';
import type { Session } from '../../../adapters/postgres/session.ts';
import type { Counted } from '../../../core/indexing/statement-statistics.ts';
import { startPostgres } from '../../../local/postgres/start-postgres.ts';
import { type WorkloadName, workloads } from './workloads.ts';

const usualRounds = 30;

/** A server on which a workload has run, and what it has counted. */
export interface OpenedWorkload {
  readonly session: Session;
  readonly schema: string;
  readonly counted: readonly Counted[];
  /** Another connection. */
  open(): Promise<Session>;
}

/** Runs a workload on a server that has none but its keys, with all extensions by which indexes are advised. */
export async function withWorkload<T>(
  binaries: string,
  name: WorkloadName,
  work: (opened: OpenedWorkload) => Promise<T>,
): Promise<T> {
  const { schema, load, queries, rounds = usualRounds } = workloads[name];
  const server = await startPostgres(binaries, {
    settings: { shared_preload_libraries: 'pg_stat_statements,pg_qualstats', 'pg_qualstats.sample_rate': '1' },
  });
  const session = await openSession(server);
  try {
    for (const extension of ['pg_stat_statements', 'hypopg', 'pg_qualstats'])
      await session.query(`CREATE EXTENSION ${extension}`);
    await load(server, binaries, (text) => session.query(text));
    await session.query('VACUUM ANALYZE');
    await session.query('SELECT pg_stat_statements_reset(), pg_qualstats_reset()');
    for (let n = 0; n < rounds; n++)
      for (const { text, values } of queries) await session.query(text, values(1 + n * 61));
    const counted = (await readStatements(session, 200)).filter(({ text }) => text.includes(`${schema}.`));
    return await work({ session, schema, counted, open: () => openSession(server) });
  } finally {
    await session.end();
    await server.stop();
  }
}
