import { noteIn } from '../../core/indexing/index-note.ts';
import { type Build, type IndexAtWork, ownPrefix } from '../../core/indexing/index-standing.ts';
import type { Session } from '../postgres/session.ts';

/** The indexes of these schemas that Headroom has made, by their names, and those that it watches, by what is written at them. */
export async function readOwnIndexes(session: Session, schemas: readonly string[]): Promise<readonly IndexAtWork[]> {
  const rows = await session.query(
    `SELECT n.nspname AS schema, t.relname AS "table", c.relname AS name, i.indisvalid AS "isValid",
       pg_catalog.pg_relation_size(c.oid)::float8 AS bytes, coalesce(s.idx_scan, 0)::float8 AS scans,
       pg_catalog.obj_description(c.oid, 'pg_class') AS comment, pg_catalog.pg_get_indexdef(c.oid) AS sql
     FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       LEFT JOIN pg_catalog.pg_stat_all_indexes s ON s.indexrelid = c.oid
     WHERE n.nspname = ANY ($1) AND c.relkind = 'i' AND t.relkind IN ('r', 'm')
       AND (starts_with(c.relname, $2) OR pg_catalog.obj_description(c.oid, 'pg_class') LIKE 'headroom: %')
     ORDER BY 1, 2, 3`,
    [schemas, ownPrefix],
  );
  return rows.map((row) => {
    const comment = row.comment === null ? null : String(row.comment);
    return {
      ...{ schema: String(row.schema), table: String(row.table), name: String(row.name), sql: String(row.sql) },
      ...{ isValid: row.isValid === true, bytes: Number(row.bytes), scans: Number(row.scans) },
      ...{ comment, note: noteIn(comment) },
    };
  });
}

/**
 * What is being built in these schemas now, by whoever.
 * https://www.postgresql.org/docs/current/progress-reporting.html#CREATE-INDEX-PROGRESS-REPORTING
 */
export async function readBuilds(session: Session, schemas: readonly string[]): Promise<readonly Build[]> {
  const rows = await session.query(
    `SELECT n.nspname AS schema, t.relname AS "table", x.relname AS "index", p.pid, p.phase,
       CASE WHEN p.blocks_total > 0 THEN 100.0 * p.blocks_done / p.blocks_total
         WHEN p.tuples_total > 0 THEN 100.0 * p.tuples_done / p.tuples_total END::float8 AS percent,
       extract(epoch FROM clock_timestamp() - a.query_start)::float8 AS seconds,
       pg_catalog.pg_blocking_pids(p.pid) AS "waitsFor",
       (SELECT count(DISTINCT l.pid) FROM pg_catalog.pg_locks l WHERE NOT l.granted AND l.relation = p.relid
          AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
          AND p.pid = ANY (pg_catalog.pg_blocking_pids(l.pid)))::int AS "holdsUp"
     FROM pg_catalog.pg_stat_progress_create_index p JOIN pg_catalog.pg_class t ON t.oid = p.relid
       JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
       LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = p.pid LEFT JOIN pg_catalog.pg_class x ON x.oid = p.index_relid
     WHERE n.nspname = ANY ($1) ORDER BY 1, 2`,
    [schemas],
  );
  return rows.map((row) => ({
    ...{ schema: String(row.schema), table: String(row.table), pid: Number(row.pid), phase: String(row.phase) },
    index: row.index === null ? null : String(row.index),
    percent: row.percent === null ? null : Number(row.percent),
    seconds: Number(row.seconds ?? 0),
    waitsFor: (row.waitsFor ?? []) as readonly number[],
    holdsUp: Number(row.holdsUp),
  }));
}
