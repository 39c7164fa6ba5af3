import type { Catalog, ColumnKnown } from '../../core/indexing/table.ts';
import type { Session } from '../postgres/session.ts';

/** https://www.postgresql.org/docs/current/btree.html#BTREE-DEDUPLICATION */
const notDeduplicated = ['numeric', 'float4', 'float8', 'jsonb'];

/** The tables of these schemas, with what the planner knows of them; no row of theirs is read. */
export async function readCatalog(session: Session, schemas: readonly string[]): Promise<Catalog> {
  const rows = await session.query(
    `SELECT n.nspname AS schema, c.relname AS name, greatest(c.reltuples, 0)::float8 AS rows,
       pg_catalog.pg_relation_size(c.oid)::float8 AS bytes, c.relkind = 'p' AS "isPartitioned",
       a.attname AS column,
       coalesce(t.n_distinct, 0)::float8 AS distinct, coalesce(t.avg_width, 16) AS width,
       y.typtype IN ('b', 'e') AND y.typcategory <> 'A' AND y.typname <> ALL ($2) AS "isDeduplicated"
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
       LEFT JOIN pg_catalog.pg_stats t ON t.schemaname = n.nspname AND t.tablename = c.relname AND t.attname = a.attname
         AND NOT t.inherited
     WHERE c.relkind IN ('r', 'm', 'p') AND n.nspname = ANY ($1) ORDER BY n.nspname, c.relname, a.attnum`,
    [schemas, notDeduplicated],
  );
  const tables = new Map<string, { columns: Map<string, ColumnKnown> } & ReturnType<typeof tableOf>>();
  for (const row of rows) {
    const key = `${row.schema}.${row.name}`;
    const table = tables.get(key) ?? { ...tableOf(row), columns: new Map() };
    const column = { distinct: Number(row.distinct), widthBytes: Number(row.width) };
    table.columns.set(String(row.column), { ...column, isDeduplicated: row.isDeduplicated === true });
    tables.set(key, table);
  }
  return tables;
}

const tableOf = (row: Readonly<Record<string, unknown>>) => ({
  schema: String(row.schema),
  name: String(row.name),
  rows: Number(row.rows),
  bytes: Number(row.bytes),
  ...(row.isPartitioned === true && { isPartitioned: true as const }),
});
