import type { Row, Session } from '../../../../postgres/session.ts';

/** One statement of what comes after the rows. */
export interface LaterStatement {
  /** The key in a fingerprint of what it makes; null where it can be done again. */
  readonly makes: string | null;
  readonly statement: string;
}

/** The statements that make a copy of a schema, in order. */
export interface SchemaDdl {
  /** Tables with all that rows need to arrive: columns, primary keys, checks, replica identities. */
  readonly first: readonly string[];
  /** What is quicker, or only possible, once the rows are there; owners and rights come last. */
  readonly later: readonly LaterStatement[];
  readonly tables: readonly string[];
}

/** Reads from the catalogue how to make a schema. What it does not know is found before, by a trial that is rolled back. */
export async function schemaDdl(session: Session, schema: string): Promise<SchemaDdl> {
  const first: string[] = [];
  for (const statements of [sequences, tables, early, identities, sequenceOwners, columnSettings]) {
    const rows = await session.query(statements, [schema]);
    first.push(...rows.map(statementOf));
  }
  const later: LaterStatement[] = [];
  for (const statements of [afterwards, indexSettings, comments, policies, owners, rights, defaultRights]) {
    const rows = await session.query(statements, [schema]);
    later.push(...rows.map((row) => ({ makes: (row.makes as string) ?? null, statement: statementOf(row) })));
  }
  const names = await session.query(tableNames, [schema]);
  return { first, later, tables: names.map(({ name }) => String(name)) };
}

const statementOf = (row: Row) => String(row.statement);

const inSchema = 'relnamespace = $1::text::regnamespace';

const tableNames = `SELECT relname AS name FROM pg_class WHERE ${inSchema} AND relkind = 'r' ORDER BY relname`;

const sequenceOptions = `
  format('INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s %s', seqincrement, seqmin, seqmax, seqstart, seqcache,
    CASE WHEN seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END)`;

/** Those of identity columns come with their columns. */
const sequences = `
  SELECT format('CREATE SEQUENCE %I.%I AS %s %s', $1::text, relname, format_type(seqtypid, NULL), ${sequenceOptions}) AS statement
  FROM pg_sequence JOIN pg_class c ON c.oid = seqrelid
  WHERE ${inSchema}
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'i')
  ORDER BY relname`;

/** Vacuum stays away until the copy opens: its locks would lengthen the moment in which neither side takes writes. */
const tables = `
  SELECT format('CREATE TABLE %I.%I (%s) USING %I WITH (%s)', $1::text, relname, coalesce((
      SELECT string_agg(format('%I %s%s%s%s%s', attname, format_type(atttypid, atttypmod),
          CASE WHEN attcompression = 'l' THEN ' COMPRESSION lz4' WHEN attcompression = 'p' THEN ' COMPRESSION pglz' ELSE '' END,
          CASE WHEN attcollation NOT IN (0, typcollation)
            THEN (SELECT format(' COLLATE %I.%I', nspname, collname) FROM pg_collation l
                  JOIN pg_namespace n ON n.oid = collnamespace WHERE l.oid = attcollation) ELSE '' END,
          CASE WHEN attgenerated = 's' THEN format(' GENERATED ALWAYS AS (%s) STORED', pg_get_expr(adbin, adrelid))
            WHEN adbin IS NOT NULL THEN format(' DEFAULT %s', pg_get_expr(adbin, adrelid)) ELSE '' END,
          CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END), ', ' ORDER BY attnum)
      FROM pg_attribute a JOIN pg_type t ON t.oid = atttypid
      LEFT JOIN pg_attrdef f ON f.adrelid = attrelid AND f.adnum = attnum
      WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped), ''),
    (SELECT amname FROM pg_am WHERE pg_am.oid = relam),
    array_to_string('{autovacuum_enabled=false}'::text[]
      || coalesce((SELECT array_agg(option_name || '=' || quote_literal(option_value)) FROM pg_options_to_table(reloptions)
        WHERE option_name <> 'autovacuum_enabled'), '{}')
      || coalesce((SELECT array_agg('toast.' || option_name || '=' || quote_literal(option_value))
        FROM pg_class t, pg_options_to_table(t.reloptions) WHERE t.oid = c.reltoastrelid), '{}'), ', ')) AS statement
  FROM pg_class c WHERE ${inSchema} AND relkind = 'r' ORDER BY relname`;

const constraintOptions = `
  coalesce((SELECT string_agg(format('%I = %L', option_name, option_value), ', ') FROM pg_class i, pg_options_to_table(i.reloptions)
    WHERE i.oid = conindid), '')`;
/** `pg_get_constraintdef` leaves the options of its index out. */
const constraint =
  "format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(k.oid))";

/** Primary keys and checks, then replica identities, which may need a unique index of their own. Old rows may break a check that is not valid. */
const early = `
  SELECT statement FROM (
    SELECT 1 AS turn, ${constraint} AS statement FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid
    WHERE ${inSchema} AND (contype = 'p' OR (contype = 'c' AND convalidated))
    UNION ALL
    SELECT 2, CASE WHEN conname IS NULL THEN pg_get_indexdef(indexrelid) ELSE ${constraint} END
    FROM pg_index x JOIN pg_class c ON c.oid = indrelid
    LEFT JOIN pg_constraint k ON conindid = indexrelid AND conrelid = indrelid AND contype IN ('u', 'x')
    WHERE ${inSchema} AND relreplident = 'i' AND indisreplident AND NOT indisprimary
    UNION ALL
    SELECT 3, format('ALTER TABLE %s REPLICA IDENTITY %s', c.oid::regclass, CASE relreplident WHEN 'f' THEN 'FULL'
      ELSE (SELECT format('USING INDEX %I', i.relname) FROM pg_index x JOIN pg_class i ON i.oid = indexrelid
            WHERE indrelid = c.oid AND indisreplident) END)
    FROM pg_class c WHERE ${inSchema} AND relkind = 'r' AND relreplident IN ('f', 'i')
  ) all_of_it ORDER BY turn, statement`;

const identities = `
  SELECT format('ALTER TABLE %s ALTER COLUMN %I ADD GENERATED %s AS IDENTITY (SEQUENCE NAME %I.%I %s)', attrelid::regclass, attname,
    CASE attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, $1::text, q.relname, ${sequenceOptions}) AS statement
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = attrelid
  JOIN pg_depend d ON d.refobjid = attrelid AND d.refobjsubid = attnum AND d.deptype = 'i' AND d.classid = 'pg_class'::regclass
  JOIN pg_class q ON q.oid = d.objid AND q.relkind = 'S'
  JOIN pg_sequence s ON seqrelid = q.oid
  WHERE c.${inSchema} AND attidentity IN ('a', 'd') AND c.relkind = 'r'`;

const sequenceOwners = `
  SELECT format('ALTER SEQUENCE %s OWNED BY %s.%I', q.oid::regclass, attrelid::regclass, attname) AS statement
  FROM pg_class q JOIN pg_depend d ON d.objid = q.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'a'
  JOIN pg_attribute a ON attrelid = refobjid AND attnum = refobjsubid
  WHERE q.${inSchema} AND q.relkind = 'S'`;

const storages = `CASE attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END`;
const columnSettings = `
  SELECT format('ALTER TABLE %s ALTER COLUMN %I SET %s', attrelid::regclass, attname, setting) AS statement
  FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_type t ON t.oid = atttypid
  CROSS JOIN LATERAL (
    SELECT 'STORAGE ' || ${storages} AS setting WHERE attstorage <> typstorage
    UNION ALL SELECT 'STATISTICS ' || attstattarget WHERE attstattarget <> -1) settings
  WHERE ${inSchema} AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
  UNION ALL
  SELECT format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', attrelid::regclass, attname,
    (SELECT string_agg(format('%I = %L', option_name, option_value), ', ') FROM pg_options_to_table(attoptions)))
  FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
  WHERE ${inSchema} AND relkind = 'r' AND attnum > 0 AND NOT attisdropped AND attoptions IS NOT NULL`;

/** Indexes first, since foreign keys rest on them. Each is told by its kind, its table and its name, as a fingerprint does. */
const afterwards = `
  SELECT makes, statement FROM (
    SELECT 1 AS turn, format('index %s of %s', i.relname, c.relname) AS makes, pg_get_indexdef(indexrelid) AS statement
    FROM pg_index x JOIN pg_class c ON c.oid = indrelid JOIN pg_class i ON i.oid = indexrelid
    WHERE c.${inSchema} AND c.relkind = 'r' AND NOT indisprimary AND NOT (indisreplident AND c.relreplident = 'i')
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND conrelid = indrelid AND contype IN ('u', 'x'))
    UNION ALL
    SELECT CASE contype WHEN 'f' THEN 3 ELSE 2 END, format('constraint %s of %s', conname, relname), ${constraint}
    FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid
    WHERE ${inSchema} AND (contype IN ('u', 'x', 'f') OR (contype = 'c' AND NOT convalidated))
      AND NOT (contype IN ('u', 'x') AND relreplident = 'i' AND EXISTS (SELECT FROM pg_index WHERE indexrelid = conindid AND indisreplident))
    UNION ALL
    SELECT 4, format('statistics %s of %s', stxname, relname), pg_get_statisticsobjdef(s.oid)
    FROM pg_statistic_ext s JOIN pg_class c ON c.oid = stxrelid WHERE stxnamespace = $1::text::regnamespace
  ) all_of_it ORDER BY turn, makes`;

const indexSettings = `
  SELECT statement FROM (
    SELECT format('ALTER INDEX %s SET (%s)', conindid::regclass, ${constraintOptions}) AS statement
    FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid
    WHERE ${inSchema} AND contype IN ('p', 'u', 'x') AND ${constraintOptions} <> ''
    UNION ALL
    SELECT format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', i.oid::regclass, attnum, attstattarget)
    FROM pg_class i JOIN pg_attribute ON attrelid = i.oid WHERE i.${inSchema} AND relkind = 'i' AND attstattarget <> -1
    UNION ALL
    SELECT format('ALTER TABLE %s CLUSTER ON %I', c.oid::regclass, i.relname)
    FROM pg_index x JOIN pg_class c ON c.oid = indrelid JOIN pg_class i ON i.oid = indexrelid WHERE c.${inSchema} AND indisclustered
    UNION ALL
    SELECT format('ALTER STATISTICS %I.%I SET STATISTICS %s', $1::text, stxname, stxstattarget)
    FROM pg_statistic_ext WHERE stxnamespace = $1::text::regnamespace AND stxstattarget <> -1
  ) settings`;

const comments = `
  SELECT format('COMMENT ON %s IS %L', what, description) AS statement FROM (
    SELECT CASE WHEN objsubid > 0 THEN format('COLUMN %s.%I', c.oid::regclass, attname)
      ELSE format('%s %s', CASE relkind WHEN 'i' THEN 'INDEX' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, c.oid::regclass) END AS what, description
    FROM pg_class c JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass
    LEFT JOIN pg_attribute a ON attrelid = c.oid AND attnum = objsubid AND objsubid > 0
    WHERE ${inSchema}
    UNION ALL
    SELECT format('CONSTRAINT %I ON %s', conname, conrelid::regclass), description
    FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid JOIN pg_description d ON d.objoid = k.oid AND d.classoid = 'pg_constraint'::regclass
    WHERE ${inSchema}
    UNION ALL
    SELECT format('STATISTICS %I.%I', $1::text, stxname), description
    FROM pg_statistic_ext s JOIN pg_description d ON d.objoid = s.oid AND d.classoid = 'pg_statistic_ext'::regclass
    WHERE stxnamespace = $1::text::regnamespace
  ) all_of_it`;

/** They bind whoever is neither the tables' owner nor above the law. */
const policies = `
  SELECT makes, statement FROM (
    SELECT format('policy %s of %s', polname, relname) AS makes, format('CREATE POLICY %I ON %s AS %s FOR %s TO %s%s%s', polname, c.oid::regclass,
      CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
      CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
      (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE r::regrole::text END, ', ') FROM unnest(polroles) r),
      ' USING (' || pg_get_expr(polqual, polrelid) || ')', ' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')') AS statement
    FROM pg_policy p JOIN pg_class c ON c.oid = polrelid WHERE ${inSchema}
    UNION ALL
    SELECT NULL, format('COMMENT ON POLICY %I ON %s IS %L', polname, polrelid::regclass, description)
    FROM pg_policy p JOIN pg_class c ON c.oid = polrelid JOIN pg_description d ON d.objoid = p.oid AND d.classoid = 'pg_policy'::regclass
    WHERE ${inSchema}
    UNION ALL
    SELECT NULL, format('ALTER TABLE %s %s ROW LEVEL SECURITY', c.oid::regclass, how)
    FROM pg_class c CROSS JOIN LATERAL (SELECT 'ENABLE' AS how WHERE relrowsecurity UNION ALL SELECT 'FORCE' WHERE relforcerowsecurity) h
    WHERE ${inSchema} AND relkind = 'r'
  ) all_of_it ORDER BY makes NULLS LAST, statement`;

/** A sequence that a column owns goes with its table. */
const owners = `
  SELECT format('ALTER %s %s OWNER TO %s', CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, c.oid::regclass, relowner::regrole) AS statement
  FROM pg_class c WHERE ${inSchema} AND relkind IN ('r', 'S')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
      AND d.deptype IN ('a', 'i') AND relkind = 'S')
  UNION ALL
  SELECT format('ALTER STATISTICS %I.%I OWNER TO %s', $1::text, stxname, stxowner::regrole)
  FROM pg_statistic_ext WHERE stxnamespace = $1::text::regnamespace`;

const grantee = "CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END";
const option = "CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END";

/** First nobody has any right, whatever the target gives by default: what those are is looked up there. */
const rights = `
  SELECT statement FROM (
    SELECT 1 AS turn, format('DO %L', format('DECLARE one record; BEGIN
      FOR one IN SELECT DISTINCT c.oid::regclass AS name, relkind, CASE grantee WHEN 0 THEN %L ELSE grantee::regrole::text END AS who
        FROM pg_class c, aclexplode(coalesce(relacl, acldefault((CASE relkind WHEN %L THEN %L ELSE %L END)::"char", relowner)))
        WHERE relnamespace = %L::regnamespace AND relkind IN (%L, %L) LOOP
        EXECUTE format(%L, CASE one.relkind WHEN %L THEN %L ELSE %L END, one.name, one.who);
      END LOOP; END', 'PUBLIC', 'S', 's', 'r', $1::text, 'r', 'S', 'REVOKE ALL ON %s %s FROM %s CASCADE', 'S', 'SEQUENCE', 'TABLE')) AS statement
    UNION ALL
    SELECT 2, format('GRANT %s ON %s %s TO %s%s', privilege_type, CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, c.oid::regclass, ${grantee}, ${option})
    FROM pg_class c, aclexplode(coalesce(relacl, acldefault((CASE relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char", relowner)))
    WHERE ${inSchema} AND relkind IN ('r', 'S') AND grantee::regrole::text !~ '^headroom_'
    UNION ALL
    SELECT 3, format('GRANT %s (%I) ON %s TO %s%s', privilege_type, attname, c.oid::regclass, ${grantee}, ${option})
    FROM pg_class c JOIN pg_attribute ON attrelid = c.oid, aclexplode(attacl)
    WHERE ${inSchema} AND relkind = 'r' AND grantee::regrole::text !~ '^headroom_'
  ) all_of_it ORDER BY turn, statement`;

const defaultRights = `
  SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE %s IN SCHEMA %I GRANT %s ON %s TO %s%s', defaclrole::regrole, $1::text, privilege_type,
    CASE defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' ELSE 'TYPES' END, ${grantee}, ${option}) AS statement
  FROM pg_default_acl, aclexplode(defaclacl) WHERE defaclnamespace = $1::text::regnamespace`;
