import type { IndexKnown } from '../../core/indexing/standing-indexes.ts';
import type { Session } from '../postgres/session.ts';

/** The indexes of these schemas, as one server describes and counts them. */
export async function readIndexes(session: Session, schemas: readonly string[]): Promise<readonly IndexKnown[]> {
  const rows = await session.query(
    `SELECT n.nspname AS schema, t.relname AS "table", c.relname AS name, pg_catalog.pg_relation_size(c.oid)::float8 AS bytes,
       coalesce(s.idx_scan, 0)::float8 AS scans, i.indisvalid AS "isValid", i.indisunique AS "isUnique",
       (i.indisreplident OR i.indisclustered OR c.relispartition OR EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = c.oid)) AS "isNeeded",
       concat_ws(' ', m.amname, i.indclass, i.indcollation, i.indoption, c.reloptions,
         pg_catalog.pg_get_expr(i.indpred, i.indrelid), (SELECT array_agg(pg_catalog.pg_get_indexdef(c.oid, at, false) ORDER BY at)
           FROM generate_series(i.indnkeyatts + 1, i.indnatts) AS at)) AS form,
       (SELECT array_agg(pg_catalog.pg_get_indexdef(c.oid, at, false) ORDER BY at) FROM generate_series(1, i.indnkeyatts) AS at) AS keys,
       pg_catalog.pg_get_indexdef(c.oid) AS sql
     FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_am m ON m.oid = c.relam
       LEFT JOIN pg_catalog.pg_stat_all_indexes s ON s.indexrelid = c.oid
     WHERE n.nspname = ANY ($1) AND c.relkind = 'i' AND t.relkind IN ('r', 'm') ORDER BY 1, 2, 3`,
    [schemas],
  );
  return rows.map((row) => ({
    schema: String(row.schema),
    table: String(row.table),
    name: String(row.name),
    bytes: Number(row.bytes),
    scans: Number(row.scans),
    isValid: row.isValid === true,
    isNeeded: row.isNeeded === true,
    isUnique: row.isUnique === true,
    form: String(row.form),
    keys: row.keys as readonly string[],
    sql: String(row.sql),
  }));
}
