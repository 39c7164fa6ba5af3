import type { Session } from '../../../../postgres/session.ts';

/** Rows about one relation in another catalogue, each read by an index, since a server may hold tens of thousands of tables. */
const rowsOf = (catalogue: string, relation: string, name: string) =>
  `(SELECT string_agg(concat(${name}, ' ', x.xmin), ',' ORDER BY ${name}) FROM ${catalogue} x WHERE ${relation} = c.oid)`;

const ofRelation = `(SELECT concat_ws(' ', c.oid, relname, relkind, relpersistence, relreplident, relowner, reltablespace, relam, relrowsecurity,
    relforcerowsecurity, reloftype, relispartition, reloptions, (SELECT reloptions FROM pg_class t WHERE t.oid = c.reltoastrelid),
    (SELECT array_agg(a ORDER BY a::text) FROM unnest(relacl) a WHERE a::text !~ '^"?headroom_'),
    (SELECT string_agg(concat(attnum, ' ', x.xmin), ',' ORDER BY attnum) FROM pg_attribute x WHERE attrelid = c.oid AND attnum > 0),
    (SELECT string_agg(concat(indexrelid, ' ', x.xmin, i.reloptions), ',' ORDER BY indexrelid) FROM pg_index x
      JOIN pg_class i ON i.oid = indexrelid WHERE indrelid = c.oid),
    ${rowsOf('pg_attrdef', 'adrelid', 'x.oid')}, ${rowsOf('pg_constraint', 'conrelid', 'x.oid')},
    ${rowsOf('pg_trigger', 'tgrelid', 'x.oid')}, ${rowsOf('pg_policy', 'polrelid', 'x.oid')}, ${rowsOf('pg_rewrite', 'ev_class', 'x.oid')},
    ${rowsOf('pg_sequence', 'seqrelid', 'seqrelid')}, ${rowsOf('pg_inherits', 'inhrelid', 'inhparent')},
    (SELECT string_agg(concat(objsubid, ' ', x.xmin), ',' ORDER BY objsubid) FROM pg_description x
      WHERE objoid = c.oid AND classoid = 'pg_class'::regclass)) FROM pg_class c WHERE c.oid = objid)`;

/**
 * A query of `stamp`, a short text that changes whenever anything is written to the catalogue about a schema's tables (`$1`):
 * quick enough to stand between the cut's locks, where a whole fingerprint would be too slow. It may change where nothing of
 * account has; then the fingerprint is taken again. Rows of pg_class are told by value, since TRUNCATE writes them too.
 */
export const stampQuery = `
  SELECT md5(concat(
    (SELECT concat_ws(' ', nspowner, (SELECT array_agg(a ORDER BY a::text) FROM unnest(nspacl) a WHERE a::text !~ '^"?headroom_')) FROM pg_namespace WHERE nspname = $1::text),
    (SELECT string_agg(CASE classid
        WHEN 'pg_class'::regclass THEN ${ofRelation}
        WHEN 'pg_statistic_ext'::regclass THEN (SELECT concat('x', x.oid, ' ', x.xmin) FROM pg_statistic_ext x WHERE x.oid = objid)
        WHEN 'pg_default_acl'::regclass THEN (SELECT concat('g', x.oid, ' ', x.xmin) FROM pg_default_acl x WHERE x.oid = objid)
        ELSE concat(classid, ' ', objid) END, E'\\n' ORDER BY classid, objid)
      FROM pg_depend WHERE refclassid = 'pg_namespace'::regclass AND refobjid = to_regnamespace($1::text)::oid))) AS stamp`;

/** The stamp of a schema's tables now. */
export async function stampOf(session: Session, schema: string): Promise<string> {
  const [row] = await session.query(stampQuery, [schema]);
  return String(row?.stamp);
}
