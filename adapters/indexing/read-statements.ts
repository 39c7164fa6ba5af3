import type { Count, Counted } from '../../core/indexing/statement-statistics.ts';
import { Refusal } from '../../core/model/errors.ts';
import { codeOf, type Session } from '../postgres/session.ts';
import { longestRead } from './parse-statement.ts';
import { readableText } from './readable-text.ts';

/**
 * The statements of this database on which most time is spent. Rejects with `Refusal` where the server does not count them.
 * https://www.postgresql.org/docs/current/pgstatstatements.html
 */
export async function readStatements(session: Session, most: number): Promise<readonly Counted[]> {
  const counts = await readCounts(session, most * spare);
  return readTexts(session, counts, most);
}

/** So many times as many are read, since not all are statements that read or write rows. */
const spare = 2;

/** What a server has counted of those statements on which most time is spent, whatever they are: without their texts. */
export async function readCounts(session: Session, most: number): Promise<readonly Count[]> {
  const rows = await ask(
    session,
    (statements) => `SELECT queryid::text AS id, sum(calls)::float8 AS calls, sum(total_exec_time)::float8 AS "totalMs",
       sum(rows)::float8 AS rows
     FROM ${statements}(false) WHERE dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
       AND queryid IS NOT NULL
     GROUP BY queryid ORDER BY sum(total_exec_time) DESC LIMIT $1`,
    [most],
  );
  return rows.map((row) => ({
    id: String(row.id),
    calls: Number(row.calls),
    totalMs: Number(row.totalMs),
    rows: Number(row.rows),
  }));
}

/** The first so many of these that read or write rows, with their texts; of one that is too long to be read, its beginning. */
export async function readTexts(session: Session, counts: readonly Count[], most: number): Promise<readonly Counted[]> {
  const rows = await ask(
    session,
    (statements) => `SELECT queryid::text AS id, left(min(query), $2) AS text
     FROM ${statements}(true) WHERE dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
       AND queryid::text = ANY ($1) AND query ~* '^\\s*(/\\*.*\\*/)?\\s*(select|with|update|delete|insert|merge)\\M'
     GROUP BY queryid`,
    [counts.map(({ id }) => id), longestRead + 1],
  );
  const texts = new Map(rows.map(({ id, text }) => [String(id), readableText(String(text))]));
  return counts
    .flatMap((one) => {
      const text = texts.get(one.id);
      return text === undefined ? [] : [{ ...one, text }];
    })
    .slice(0, most);
}

async function ask(session: Session, text: (statements: string) => string, values: readonly unknown[]) {
  const schema = await schemaOf(session, 'pg_stat_statements');
  if (schema === null) throw missing('it is not there');
  try {
    return await session.query(text(`"${schema}".pg_stat_statements`), values);
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
