/**
 * What belongs to a slot, what leans on it, and on what it leans, by `pg_depend`: PostgreSQL's own record of what cannot be
 * dropped without what. Nothing that a schema can hold is without a line there. `$1` is the schema's name in all of these.
 * https://www.postgresql.org/docs/15/catalog-pg-depend.html
 */

/** Everything made for moves has a name that begins so; as a pattern. */
const made = "'headroom\\_%'";

/** What is of a table outside leans on the slot, and does not belong to it. */
const isInside = 'relnamespace = $1::text::regnamespace';

/** Of the object `classid`, `objid` of `pg_depend d`: whether the mover copies and compares its kind. */
const isKnown = `CASE d.classid
    WHEN 'pg_class'::regclass THEN EXISTS (SELECT FROM pg_class c WHERE c.oid = d.objid AND (relkind IN ('r', 'i', 'S', 't'))
      AND NOT relispartition)
    WHEN 'pg_type'::regclass THEN EXISTS (SELECT FROM pg_type t LEFT JOIN pg_type e ON e.oid = t.typelem
      JOIN pg_class c ON c.oid IN (t.typrelid, e.typrelid) WHERE t.oid = d.objid AND relkind = 'r')
    WHEN 'pg_constraint'::regclass THEN EXISTS (SELECT FROM pg_constraint k WHERE k.oid = d.objid
      AND connamespace = $1::text::regnamespace AND contype IN ('c', 'p', 'u', 'f', 'x'))
    WHEN 'pg_trigger'::regclass THEN EXISTS (SELECT FROM pg_trigger t WHERE t.oid = d.objid AND tgisinternal)
    WHEN 'pg_attrdef'::regclass THEN EXISTS (SELECT FROM pg_attrdef f JOIN pg_class c ON c.oid = adrelid WHERE f.oid = d.objid
      AND ${isInside})
    WHEN 'pg_statistic_ext'::regclass THEN EXISTS (SELECT FROM pg_statistic_ext x JOIN pg_class c ON c.oid = stxrelid WHERE x.oid = d.objid
      AND stxnamespace = relnamespace AND ${isInside})
    WHEN 'pg_policy'::regclass THEN EXISTS (SELECT FROM pg_policy p JOIN pg_class c ON c.oid = polrelid WHERE p.oid = d.objid AND ${isInside})
    WHEN 'pg_default_acl'::regclass THEN true
    ELSE false END`;

/** A foreign key over the border has a rule of its own. */
const isForeignKey = `(d.classid = 'pg_constraint'::regclass AND EXISTS (SELECT FROM pg_constraint k WHERE k.oid = d.objid AND contype = 'f'))`;

/** What moves make themselves leans on tables too. */
const isMade = `(d.classid IN ('pg_publication_rel'::regclass, 'pg_publication_namespace'::regclass) AND EXISTS (
    SELECT FROM pg_publication p WHERE pubname LIKE ${made} AND (
      p.oid = (SELECT prpubid FROM pg_publication_rel r WHERE r.oid = d.objid)
      OR p.oid = (SELECT pnpubid FROM pg_publication_namespace r WHERE r.oid = d.objid))))`;

/** A common table expression of the slot's own objects, the schema itself first. Why: docs/decisions/0053. */
export const members = `
  member(classid, objid) AS (
    SELECT 'pg_namespace'::regclass::oid, oid FROM pg_namespace WHERE nspname = $1::text
    UNION
    SELECT d.classid, d.objid FROM member m JOIN pg_depend d ON d.refclassid = m.classid AND d.refobjid = m.objid WHERE ${isKnown}
  )`;

const name = (text: string) => `replace(${text}, quote_ident($1::text) || '.', '')`;

/** An object as people call it, without the slot's schema. */
const label = (classid: string, objid: string, objsubid: string) => `
  CASE ${classid}
    WHEN 'pg_class'::regclass THEN (SELECT CASE relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
      WHEN 'f' THEN 'foreign table ' WHEN 'p' THEN 'partitioned table ' WHEN 'I' THEN 'partitioned index ' WHEN 'c' THEN 'type '
      WHEN 'S' THEN 'sequence ' WHEN 'i' THEN 'index ' ELSE CASE WHEN relispartition THEN 'partition ' ELSE 'table ' END END
      || ${name('c.oid::regclass::text')} FROM pg_class c WHERE c.oid = ${objid})
    WHEN 'pg_rewrite'::regclass THEN (SELECT CASE relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
      ELSE format('rule %s on ', rulename) END || ${name('ev_class::regclass::text')}
      FROM pg_rewrite JOIN pg_class c ON c.oid = ev_class WHERE pg_rewrite.oid = ${objid})
    WHEN 'pg_trigger'::regclass THEN (SELECT format('trigger %s on %s', tgname, ${name('tgrelid::regclass::text')})
      FROM pg_trigger WHERE oid = ${objid})
    WHEN 'pg_proc'::regclass THEN (SELECT format('function %s', CASE WHEN pronamespace = to_regnamespace($1::text)::oid THEN proname::text
      ELSE ${objid}::regprocedure::text END) FROM pg_proc WHERE oid = ${objid})
    WHEN 'pg_type'::regclass THEN 'type ' || ${name(`format_type(${objid}, NULL)`)}
    ELSE ${name(`pg_describe_object(${classid}, ${objid}, ${objsubid})`)} END`;

/** `what` belongs to the slot, or leans on it, and cannot be copied: whatever is of no kind that the mover knows. */
export const strangers = `
  SELECT DISTINCT what FROM (
    WITH RECURSIVE ${members}
    SELECT ${label('d.classid', 'd.objid', 'd.objsubid')} AS what
    FROM member m JOIN pg_depend d ON d.refclassid = m.classid AND d.refobjid = m.objid
    WHERE d.deptype <> 'e' AND NOT ${isKnown} AND NOT ${isForeignKey} AND NOT ${isMade}
    UNION ALL
    SELECT format('%s, which belongs to extension %s', ${label('m.classid', 'm.objid', '0')}, extname)
    FROM member m JOIN pg_depend d ON d.classid = m.classid AND d.objid = m.objid AND d.deptype = 'e'
    JOIN pg_extension e ON e.oid = d.refobjid
    UNION ALL
    SELECT format('inheritance of %s', ${name('inhrelid::regclass::text')}) FROM pg_inherits JOIN member m ON objid = inhrelid
      JOIN pg_class c ON c.oid = inhrelid AND relkind = 'r' AND NOT relispartition
    UNION ALL
    SELECT format('subscription %s to %s', subname, ${name('srrelid::regclass::text')}) FROM pg_subscription_rel
      JOIN pg_subscription s ON s.oid = srsubid JOIN member m ON objid = srrelid WHERE subname NOT LIKE ${made}
    UNION ALL
    SELECT format('security label on %s', ${label('m.classid', 'm.objid', '0')}) FROM pg_seclabel l
      JOIN member m ON l.classoid = m.classid AND l.objoid = m.objid
    UNION ALL
    SELECT format('tablespace %s of %s', spcname, ${label('m.classid', 'm.objid', '0')}) FROM member m
      JOIN pg_class c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid JOIN pg_tablespace t ON t.oid = reltablespace
  ) found WHERE what IS NOT NULL`;

/**
 * What lies outside the slot and is needed by it, and what that needs in turn. Only kinds that can be described go on:
 * enums, domains, arrays of them, collations, schemas; what an extension brings is the extension's.
 */
export const leanedOn = `
  extended(classid, objid, extension) AS (
    SELECT classid, objid, refobjid FROM pg_depend WHERE deptype = 'e' AND refclassid = 'pg_extension'::regclass
  ),
  leaned(classid, objid, byclass, byid) AS (
    SELECT d.refclassid, d.refobjid, d.classid, d.objid FROM member m JOIN pg_depend d ON d.classid = m.classid AND d.objid = m.objid
    WHERE d.deptype <> 'e' AND d.refclassid <> 0 AND (d.refclassid, d.refobjid) NOT IN (SELECT classid, objid FROM member)
      AND NOT ${isForeignKey}
    UNION
    SELECT needed.classid, needed.objid, l.classid, l.objid FROM leaned l CROSS JOIN LATERAL (
      SELECT d.refclassid AS classid, d.refobjid AS objid FROM pg_depend d
      WHERE d.classid = l.classid AND d.objid = l.objid AND d.deptype <> 'e'
      UNION ALL SELECT 'pg_constraint'::regclass, k.oid FROM pg_constraint k
      WHERE l.classid = 'pg_type'::regclass AND k.contypid = l.objid) needed
    WHERE l.classid IN ('pg_type'::regclass, 'pg_collation'::regclass, 'pg_constraint'::regclass)
      AND (l.classid, l.objid) NOT IN (SELECT classid, objid FROM extended)
  )`;

const isDescribed = `(
    (l.classid, l.objid) IN (SELECT classid, objid FROM extended)
    OR l.classid IN ('pg_collation'::regclass, 'pg_namespace'::regclass)
    OR (l.classid = 'pg_constraint'::regclass AND EXISTS (SELECT FROM pg_constraint k WHERE k.oid = l.objid AND contypid <> 0))
    OR (l.classid = 'pg_type'::regclass AND EXISTS (SELECT FROM pg_type t LEFT JOIN pg_type e ON e.oid = t.typelem
      WHERE t.oid = l.objid AND (t.typtype IN ('e', 'd') OR (t.typtype = 'b' AND e.typtype IN ('e', 'd'))))))`;

/** `what` is outside the slot, and the slot cannot be without it, and nobody can say that it is the same elsewhere. */
export const crutches = `
  SELECT DISTINCT what FROM (
    WITH RECURSIVE ${members}, ${leanedOn}
    SELECT format('%s (needed by %s)', ${label('l.classid', 'l.objid', '0')}, ${label('l.byclass', 'l.byid', '0')}) AS what
    FROM leaned l WHERE NOT ${isDescribed}
  ) found WHERE what IS NOT NULL`;

/** Lines of a fingerprint of what the slot leans on. */
export const leanedLines = `
  SELECT DISTINCT format('extension %s', extname) AS key, extversion || ' in ' || extnamespace::regnamespace AS told
  FROM leaned l JOIN extended x ON x.classid = l.classid AND x.objid = l.objid JOIN pg_extension e ON e.oid = x.extension
  UNION
  SELECT format('type %s', format_type(t.oid, NULL)), concat_ws(' ', typtype, typbasetype::regtype, typtypmod, typnotnull, typdefault,
    (SELECT concat(n.nspname, '.', collname) FROM pg_collation o JOIN pg_namespace n ON n.oid = collnamespace WHERE o.oid = typcollation),
    (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
    (SELECT string_agg(concat(conname, ' ', pg_get_constraintdef(k.oid)), ', ' ORDER BY conname) FROM pg_constraint k WHERE contypid = t.oid))
  FROM leaned l JOIN pg_type t ON l.classid = 'pg_type'::regclass AND t.oid = l.objid
  WHERE (l.classid, l.objid) NOT IN (SELECT classid, objid FROM extended)
  UNION
  SELECT format('collation %s.%s', n.nspname, collname), concat_ws(' ', collprovider, collisdeterministic, collcollate, collctype, colliculocale,
    coalesce(pg_collation_actual_version(o.oid), '-'),
    CASE WHEN collversion IS DISTINCT FROM pg_collation_actual_version(o.oid) THEN 'made with version ' || collversion END)
  FROM leaned l JOIN pg_collation o ON l.classid = 'pg_collation'::regclass AND o.oid = l.objid JOIN pg_namespace n ON n.oid = collnamespace
  WHERE (l.classid, l.objid) NOT IN (SELECT classid, objid FROM extended)`;

/** The names of extensions that the slot needs. */
export const neededExtensions = `
  WITH RECURSIVE ${members}, ${leanedOn}
  SELECT coalesce(array_agg(DISTINCT extname::text), '{}') AS names
  FROM leaned l JOIN extended x ON x.classid = l.classid AND x.objid = l.objid JOIN pg_extension e ON e.oid = x.extension`;
