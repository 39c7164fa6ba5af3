import type { Row, Session } from '../../postgres/session.ts';

/** A relation with its size, as the planner of its server sees it. */
export interface RelationKnown {
  readonly schema: string;
  readonly name: string;
  readonly bytes: number;
  /** As pg_class has them. */
  readonly pages: number;
  readonly rows: number;
  readonly allVisible: number;
}

/** A server as far as its planner looks at it: no row of a table is among it, but the values that statistics hold are. */
export interface Likeness {
  readonly schemas: readonly string[];
  readonly enums: readonly { readonly schema: string; readonly name: string; readonly labels: readonly string[] }[];
  readonly tables: readonly {
    readonly schema: string;
    readonly name: string;
    readonly columns: readonly { readonly name: string; readonly type: string; readonly isNotNull: boolean }[];
  }[];
  /** Statements that add what tables have beside their columns, in the order in which they can be made. */
  readonly additions: readonly { readonly what: string; readonly sql: string }[];
  readonly relations: readonly RelationKnown[];
  readonly statistics: readonly Row[];
  /** What the planner is told, by name. */
  readonly settings: readonly { readonly name: string; readonly value: string }[];
}

/** Reads what a planner looks at, of these schemas. The session's `search_path` is empty from then on, so that types say their schemas. */
export async function readLikeness(session: Session, schemas: readonly string[]): Promise<Likeness> {
  await session.query("SET search_path = ''");
  const ask = (text: string) => session.query(text, [schemas]);
  const enums = await session.query(enumsSql);
  const columns = await ask(columnsSql);
  const additions = [
    ...(await ask(keysSql)),
    ...(await ask(indexesSql)),
    ...(await ask(foreignKeysSql)),
    ...(await ask(viewsSql)),
  ];
  const relations = await ask(relationsSql);
  const statistics = await ask(statisticsSql);
  const settings = await session.query(settingsSql);
  return {
    schemas,
    enums: enums.map((row) => ({ ...named(row), labels: row.labels as readonly string[] })),
    tables: tablesOf(columns),
    additions: additions.map(({ what, sql }) => ({ what: String(what), sql: String(sql) })),
    relations: relations.map((row) => ({
      ...named(row),
      ...{
        bytes: Number(row.bytes),
        pages: Number(row.pages),
        rows: Number(row.rows),
        allVisible: Number(row.allVisible),
      },
    })),
    statistics,
    settings: settings.map(({ name, value }) => ({ name: String(name), value: String(value) })),
  };
}

const named = (row: Row) => ({ schema: String(row.schema), name: String(row.name) });

function tablesOf(rows: readonly Row[]): Likeness['tables'] {
  const tables = Map.groupBy(rows, ({ schema, name }) => JSON.stringify([schema, name]));
  return [...tables.values()].map((columns) => ({
    ...named(columns[0] as Row),
    columns: columns.map(({ column, type, isNotNull }) => ({
      ...{ name: String(column), type: String(type), isNotNull: isNotNull === true },
    })),
  }));
}

const from = 'FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace';
const ofTables = "n.nspname = ANY ($1) AND c.relkind IN ('r', 'm')";

const enumsSql = `SELECT n.nspname AS schema, t.typname AS name, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
  FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid
  GROUP BY 1, 2`;

/** A domain is read as what it is of: the planner does so too. */
const columnsSql = `SELECT n.nspname AS schema, c.relname AS name, a.attname AS column, a.attnotnull AS "isNotNull",
    CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod)
      ELSE pg_catalog.format_type(a.atttypid, a.atttypmod) END AS type
  ${from} JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  WHERE ${ofTables} ORDER BY 1, 2, a.attnum`;

const constraintSql = (kinds: string) => `SELECT format('%I.%I: %I', n.nspname, c.relname, k.conname) AS what,
    format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname, k.conname, pg_catalog.pg_get_constraintdef(k.oid)) AS sql
  ${from} JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid WHERE ${ofTables} AND k.contype IN (${kinds})`;
const keysSql = constraintSql("'p', 'u'");
/** The planner reckons joins by them. */
const foreignKeysSql = constraintSql("'f'");

const indexesSql = `SELECT format('%I.%I', n.nspname, x.relname) AS what, pg_catalog.pg_get_indexdef(x.oid) AS sql
  ${from} JOIN pg_catalog.pg_index i ON i.indrelid = c.oid JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  WHERE ${ofTables} AND i.indisvalid AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u'))`;

const viewsSql = `SELECT format('%I.%I', n.nspname, c.relname) AS what,
    format('CREATE VIEW %I.%I AS %s', n.nspname, c.relname, pg_catalog.pg_get_viewdef(c.oid)) AS sql
  ${from} WHERE n.nspname = ANY ($1) AND c.relkind = 'v' ORDER BY c.oid`;

const relationsSql = `SELECT n.nspname AS schema, c.relname AS name, pg_catalog.pg_relation_size(c.oid)::float8 AS bytes,
    c.relpages AS pages, c.reltuples::float8 AS rows, c.relallvisible AS "allVisible"
  ${from} WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'm', 'i') ORDER BY c.relkind = 'i', c.oid`;

/** Arrays of any type come as text, as which they are given again. */
const statisticsSql = `SELECT schemaname AS schema, tablename AS name, attname AS column, null_frac::text AS null_frac, avg_width::text AS avg_width,
    n_distinct::text AS n_distinct, most_common_vals::text AS most_common_vals, most_common_freqs::text AS most_common_freqs,
    histogram_bounds::text AS histogram_bounds, correlation::text AS correlation, most_common_elems::text AS most_common_elems,
    most_common_elem_freqs::text AS most_common_elem_freqs, elem_count_histogram::text AS elem_count_histogram
  FROM pg_catalog.pg_stats WHERE schemaname = ANY ($1) AND NOT inherited`;

const settingsSql = `SELECT name, CASE WHEN unit IS NULL THEN setting ELSE setting || unit END AS value FROM pg_catalog.pg_settings
  WHERE category LIKE 'Query Tuning%' AND name NOT IN ('plan_cache_mode', 'jit') OR name IN ('work_mem', 'hash_mem_multiplier')`;
