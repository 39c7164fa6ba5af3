import type { Counted } from '../../core/indexing/statement-statistics.ts';
import { Refusal } from '../../core/model/errors.ts';
import { codeOf, type Session } from '../postgres/session.ts';

/**
 * The statements of this database on which most time is spent. Rejects with `Refusal` where the server does not count them.
 * https://www.postgresql.org/docs/current/pgstatstatements.html
 */
export async function readStatements(session: Session, most: number): Promise<readonly Counted[]> {
  const schema = await schemaOf(session, 'pg_stat_statements');
  if (schema === null) throw missing('it is not there');
  try {
    const rows = await session.query(
      `SELECT queryid::text AS id, min(query) AS text, sum(calls)::float8 AS calls, sum(total_exec_time)::float8 AS "totalMs", sum(rows)::float8 AS rows
       FROM "${schema}".pg_stat_statements WHERE dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
         AND queryid IS NOT NULL AND query ~* '^\\s*(/\\*.*\\*/)?\\s*(select|with|update|delete|insert|merge)\\M'
       GROUP BY queryid ORDER BY sum(total_exec_time) DESC LIMIT $1`,
      [most],
    );
    return rows.map(({ id, text, calls, totalMs, rows: touched }) => ({
      id: String(id),
      text: String(text),
      calls: Number(calls),
      totalMs: Number(totalMs),
      rows: Number(touched),
    }));
  } catch (error) {
    // It is there, and shared_preload_libraries does not name it.
    if (codeOf(error) === '55000') throw missing('it is not loaded');
    throw error;
  }
}

function missing(why: string): Refusal {
  const next = 'put pg_stat_statements into shared_preload_libraries, restart, and CREATE EXTENSION pg_stat_statements';
  return new Refusal(`statements are counted by pg_stat_statements, and ${why}; ${next}`);
}

/** In which schema an extension is; null where it is not there. */
export async function schemaOf(session: Session, extension: string): Promise<string | null> {
  const [row] = await session.query(
    'SELECT n.nspname AS schema FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = $1',
    [extension],
  );
  return row === undefined ? null : String(row.schema).replaceAll('"', '""');
}
