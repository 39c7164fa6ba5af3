import type { Row, Session } from '../../../postgres/session.ts';

/** The statements that make a copy of a schema, in order. */
export interface SchemaDdl {
  /** Tables with all that rows need to arrive: columns, primary keys, checks, replica identities, grants. */
  readonly first: readonly string[];
  /** What is quicker made once the rows are there; each with a name, by which it is known whether it is there already. */
  readonly later: readonly { readonly name: string; readonly statement: string }[];
  readonly tables: readonly string[];
}

/** Reads from the catalogue how to make a schema. What it does not know is a blocker, found before. */
export async function schemaDdl(session: Session, schema: string): Promise<SchemaDdl> {
  const first: string[] = [];
  for (const statements of [sequences, tables, early, identities, owners, comments, grants]) {
    const rows = await session.query(statements, [schema]);
    first.push(...rows.map(statementOf));
  }
  const later = (await session.query(afterwards, [schema])).map((row) => ({
    name: String(row.name),
    statement: statementOf(row),
  }));
  const names = await session.query(tableNames, [schema]);
  return { first, later, tables: names.map(({ name }) => String(name)) };
}

const statementOf = (row: Row) => String(row.statement);

const tableNames = `
  SELECT relname AS name FROM pg_class WHERE relnamespace = $1::text::regnamespace AND relkind = 'r' ORDER BY relname`;

const sequenceOptions = `
  format('INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s %s', seqincrement, seqmin, seqmax, seqstart, seqcache,
    CASE WHEN seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END)`;

/** Those of identity columns come with their columns. */
const sequences = `
  SELECT format('CREATE SEQUENCE %I.%I AS %s %s', $1::text, relname, format_type(seqtypid, NULL), ${sequenceOptions}) AS statement
  FROM pg_sequence JOIN pg_class c ON c.oid = seqrelid
  WHERE relnamespace = $1::text::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'i')
  ORDER BY relname`;

/** Vacuum stays away until the copy opens: its locks would lengthen the moment in which neither side takes writes. */
const tables = `
  SELECT format('CREATE TABLE %I.%I (%s) WITH (%s)', $1::text, relname, coalesce((
      SELECT string_agg(format('%I %s%s%s%s', attname, format_type(atttypid, atttypmod),
          CASE WHEN attcollation NOT IN (0, typcollation)
            THEN (SELECT format(' COLLATE %I.%I', nspname, collname) FROM pg_collation l
                  JOIN pg_namespace n ON n.oid = collnamespace WHERE l.oid = attcollation) ELSE '' END,
          CASE WHEN attgenerated = 's' THEN format(' GENERATED ALWAYS AS (%s) STORED', pg_get_expr(adbin, adrelid))
            WHEN adbin IS NOT NULL THEN format(' DEFAULT %s', pg_get_expr(adbin, adrelid)) ELSE '' END,
          CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END), ', ' ORDER BY attnum)
      FROM pg_attribute a JOIN pg_type t ON t.oid = atttypid
      LEFT JOIN pg_attrdef f ON f.adrelid = attrelid AND f.adnum = attnum
      WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped), ''),
    array_to_string('{autovacuum_enabled=false}'::text[]
      || coalesce((SELECT array_agg(o) FROM unnest(reloptions) o WHERE o NOT LIKE 'autovacuum_enabled=%'), '{}'), ', ')) AS statement
  FROM pg_class c WHERE relnamespace = $1::text::regnamespace AND relkind = 'r' ORDER BY relname`;

/** Primary keys and checks, then replica identities, which may need a unique index of their own. */
const early = `
  SELECT statement FROM (
    SELECT 1 AS turn, format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(k.oid)) AS statement
    FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid
    WHERE relnamespace = $1::text::regnamespace AND contype IN ('p', 'c')
    UNION ALL
    SELECT 2, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indrelid
    WHERE relnamespace = $1::text::regnamespace AND relreplident = 'i' AND indisreplident AND NOT indisprimary
    UNION ALL
    SELECT 3, format('ALTER TABLE %s REPLICA IDENTITY %s', c.oid::regclass, CASE relreplident WHEN 'f' THEN 'FULL'
      ELSE (SELECT format('USING INDEX %I', i.relname) FROM pg_index x JOIN pg_class i ON i.oid = indexrelid
            WHERE indrelid = c.oid AND indisreplident) END)
    FROM pg_class c WHERE relnamespace = $1::text::regnamespace AND relkind = 'r' AND relreplident IN ('f', 'i')
  ) all_of_it ORDER BY turn, statement`;

const identities = `
  SELECT format('ALTER TABLE %s ALTER COLUMN %I ADD GENERATED %s AS IDENTITY (SEQUENCE NAME %I.%I %s)', attrelid::regclass, attname,
    CASE attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, $1::text, q.relname, ${sequenceOptions}) AS statement
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = attrelid
  JOIN pg_depend d ON d.refobjid = attrelid AND d.refobjsubid = attnum AND d.deptype = 'i' AND d.classid = 'pg_class'::regclass
  JOIN pg_class q ON q.oid = d.objid AND q.relkind = 'S'
  JOIN pg_sequence s ON seqrelid = q.oid
  WHERE c.relnamespace = $1::text::regnamespace AND attidentity IN ('a', 'd') AND c.relkind = 'r'`;

const owners = `
  SELECT format('ALTER SEQUENCE %s OWNED BY %s.%I', q.oid::regclass, attrelid::regclass, attname) AS statement
  FROM pg_class q JOIN pg_depend d ON d.objid = q.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'a'
  JOIN pg_attribute a ON attrelid = refobjid AND attnum = refobjsubid
  WHERE q.relnamespace = $1::text::regnamespace AND q.relkind = 'S'`;

const comments = `
  SELECT CASE WHEN objsubid = 0 THEN format('COMMENT ON TABLE %s IS %L', c.oid::regclass, description)
    ELSE format('COMMENT ON COLUMN %s.%I IS %L', c.oid::regclass, attname, description) END AS statement
  FROM pg_class c JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass
  LEFT JOIN pg_attribute a ON attrelid = c.oid AND attnum = objsubid
  WHERE relnamespace = $1::text::regnamespace AND relkind = 'r'`;

const grants = `
  SELECT format('GRANT %s ON %s %s TO %s', privilege_type, CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, c.oid::regclass,
    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END) AS statement
  FROM pg_class c, aclexplode(relacl)
  WHERE relnamespace = $1::text::regnamespace AND relkind IN ('r', 'S') AND grantee <> relowner`;

/** Indexes first, since foreign keys rest on them. */
const afterwards = `
  SELECT name, statement FROM (
    SELECT 1 AS turn, i.relname AS name, pg_get_indexdef(indexrelid) AS statement
    FROM pg_index x JOIN pg_class c ON c.oid = indrelid JOIN pg_class i ON i.oid = indexrelid
    WHERE c.relnamespace = $1::text::regnamespace AND NOT indisprimary AND NOT (indisreplident AND c.relreplident = 'i')
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND conrelid = indrelid AND contype IN ('u', 'x'))
    UNION ALL
    SELECT CASE contype WHEN 'f' THEN 3 ELSE 2 END, conname,
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(k.oid))
    FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid
    WHERE relnamespace = $1::text::regnamespace AND contype IN ('u', 'x', 'f')
    UNION ALL
    SELECT 4, stxname, pg_get_statisticsobjdef(s.oid) FROM pg_statistic_ext s WHERE stxnamespace = $1::text::regnamespace
  ) all_of_it ORDER BY turn, name`;
