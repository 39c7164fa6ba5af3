import { quoted } from '../../../../postgres/quoted.ts';
import type { Session } from '../../../../postgres/session.ts';

/** One table, how its rows are told apart and ordered, and how one of them becomes a number. */
export interface KeyedTable {
  readonly name: string;
  /** The columns of its primary key by which rows are ordered. */
  readonly key: readonly { readonly column: string; readonly type: string }[];
  /** An expression over its columns, by their names alone. */
  readonly hash: string;
  /** Bytes of a row, values that are kept apart included. */
  readonly meanBytes: number;
}

/** Where operators of keys are that extensions bring; for a search path, after `pg_catalog`. */
export async function keySchemas(session: Session, schema: string): Promise<readonly string[]> {
  const rows = await session.query(operatorSchemas, [schema]);
  return rows.map(({ name }) => String(name));
}

/** The tables of a schema that have a primary key. */
export async function keyedTables(session: Session, schema: string): Promise<readonly KeyedTable[]> {
  const rows = await session.query(tablesQuery, [schema]);
  return rows.map(({ name, key, columns, meanBytes }) => ({
    name: String(name),
    key: key as KeyedTable['key'],
    hash: hashOf(columns as readonly Column[]),
    meanBytes: Number(meanBytes),
  }));
}

interface Column {
  readonly column: string;
  readonly isBinary: boolean;
}

/**
 * Column by column, so that no row is too long to be one text; bytes by their digest, since as text they are twice as long.
 * Null is told apart from a text that says so, and an array has room for any number of columns.
 */
function hashOf(columns: readonly Column[]): string {
  const parts = columns.map(({ column, isBinary }) =>
    isBinary ? `hashtextextended(md5(${quoted(column)}), 0)` : `hashtextextended(${quoted(column)}::text, 0)`,
  );
  return `hashtextextended(ARRAY[${parts.join(', ')}]::bigint[]::text, 0)`;
}

/** What an index only carries along is not part of its key. */
const tablesQuery = `
  SELECT relname AS name,
    json_agg(json_build_object('column', attname, 'type', format_type(atttypid, atttypmod)) ORDER BY position) AS key,
    (SELECT json_agg(json_build_object('column', attname, 'isBinary', atttypid = 'bytea'::regtype) ORDER BY attname)
      FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS columns,
    pg_table_size(c.oid) / greatest(1, reltuples) AS "meanBytes"
  FROM pg_class c JOIN pg_index x ON indrelid = c.oid AND indisprimary
  CROSS JOIN unnest(indkey::int2[]) WITH ORDINALITY AS k(attnumber, position)
  JOIN pg_attribute a ON a.attrelid = c.oid AND attnum = attnumber
  WHERE relnamespace = $1::text::regnamespace AND relkind = 'r' AND position <= indnkeyatts
  GROUP BY c.oid, relname, reltuples ORDER BY relname`;

const operatorSchemas = `
  SELECT DISTINCT nspname AS name
  FROM pg_class c JOIN pg_index x ON indrelid = c.oid AND indisprimary
  CROSS JOIN unnest(indclass::oid[]) opclass JOIN pg_opclass ON pg_opclass.oid = opclass
  JOIN pg_amop ON amopfamily = opcfamily JOIN pg_operator o ON o.oid = amopopr JOIN pg_namespace n ON n.oid = oprnamespace
  WHERE c.relnamespace = $1::text::regnamespace AND nspname <> 'pg_catalog'`;
