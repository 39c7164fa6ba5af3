import { crutches, strangers } from '../catalogue/members.ts';
import { named } from '../catalogue/named.ts';
import { type Rule, rule } from './broken-rules.ts';
import { serverRules } from './server-rules.ts';

const schema = ([live]: readonly unknown[]) => [live];

const inSchema = 'relnamespace = $1::text::regnamespace';

/** Roles with rights on the slot that are called as the mover calls its own. */
const namedAsStreams = `
    SELECT rolname AS what FROM pg_roles r WHERE rolname ~ '^headroom_' AND oid IN (
      SELECT grantee FROM pg_class, aclexplode(relacl) WHERE ${inSchema}
      UNION SELECT grantee FROM pg_class c JOIN pg_attribute ON attrelid = c.oid, aclexplode(attacl) WHERE ${inSchema}
      UNION SELECT grantee FROM pg_namespace, aclexplode(nspacl) WHERE nspname = $1::text
      UNION SELECT relowner FROM pg_class WHERE ${inSchema})`;

/** What must be so at the shard that gives. Why: docs/decisions/0043. */
export const sourceRules: readonly Rule[] = [
  ...serverRules,
  rule(
    'these tables have no primary key, by which rows are followed and compared: {what}; add one (ALTER TABLE ... ADD PRIMARY KEY)',
    schema,
    `
    SELECT relname AS what FROM pg_class c WHERE ${inSchema} AND relkind = 'r'
      AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisprimary)`,
  ),
  rule(
    'these tables have REPLICA IDENTITY NOTHING: {what}; set it to DEFAULT',
    schema,
    `
    SELECT relname AS what FROM pg_class WHERE ${inSchema} AND relkind = 'r' AND relreplident = 'n'`,
  ),
  rule(
    'these primary keys are deferrable, and a published table takes no UPDATE or DELETE with such a one: {what}; make them NOT DEFERRABLE, or give the table another replica identity',
    schema,
    `
    SELECT relname AS what FROM pg_class c WHERE ${inSchema} AND relkind = 'r' AND relreplident = 'd'
      AND EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisprimary AND NOT indimmediate)`,
  ),
  rule(
    'these tables have a replica identity that is not there, so no UPDATE or DELETE would pass: {what}; ALTER TABLE ... REPLICA IDENTITY DEFAULT',
    schema,
    `
    SELECT relname AS what FROM pg_class c WHERE ${inSchema} AND relkind = 'r' AND relreplident = 'i'
      AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisreplident AND indimmediate AND indisvalid)`,
  ),
  rule(
    'generated columns are not sent, and rows are told apart by these: {what}; take them out of the primary key and the replica identity',
    schema,
    `
    SELECT DISTINCT format('%s.%s', relname, attname) AS what FROM pg_class c JOIN pg_index ON indrelid = c.oid AND (indisprimary OR indisreplident)
    JOIN pg_attribute ON attrelid = c.oid AND attnum = ANY(indkey::int2[]) AND attgenerated <> ''
    WHERE ${inSchema} AND relkind = 'r'`,
  ),
  rule(
    'these indexes are not valid, as a failed CREATE INDEX CONCURRENTLY leaves them: {what}; REINDEX INDEX or DROP INDEX',
    schema,
    `
    SELECT i.relname AS what FROM pg_index x JOIN pg_class c ON c.oid = indrelid JOIN pg_class i ON i.oid = indexrelid
    WHERE c.${inSchema} AND NOT (indisvalid AND indisready AND indislive)`,
  ),
  rule(
    'these columns hold numbers of objects of this server, which are others elsewhere: {what}; keep names as text',
    schema,
    `
    WITH RECURSIVE made_of(name, type) AS (
      SELECT format('%s.%s (%s)', relname, attname, format_type(atttypid, NULL)), atttypid FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
      WHERE ${inSchema} AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
      UNION SELECT name, inner_type FROM made_of JOIN pg_type t ON t.oid = type CROSS JOIN LATERAL (
        SELECT typbasetype UNION ALL SELECT typelem WHERE typcategory = 'A'
        UNION ALL SELECT rngsubtype FROM pg_range WHERE type IN (rngtypid, rngmultitypid)) parts(inner_type) WHERE inner_type <> 0)
    SELECT DISTINCT name AS what FROM made_of JOIN pg_type t ON t.oid = type WHERE typnamespace = 'pg_catalog'::regnamespace AND typname
        IN ('regclass', 'regtype', 'regproc', 'regprocedure', 'regoper', 'regoperator', 'regnamespace', 'regrole', 'regconfig',
          'regdictionary', 'regcollation', 'xid', 'xid8', 'tid', 'cid', 'pg_lsn', 'pg_snapshot', 'txid_snapshot', 'refcursor', 'aclitem')`,
  ),
  rule(
    'these tables are unlogged, so nothing of them can be followed: {what}; ALTER TABLE ... SET LOGGED',
    schema,
    `
    SELECT relname AS what FROM pg_class WHERE ${inSchema} AND relkind IN ('r', 'S') AND relpersistence = 'u'`,
  ),
  rule('these cannot be copied yet: {what}; move what they are for elsewhere, or drop them', schema, strangers),
  rule(
    'these lie outside the slot, and nobody can tell that they are the same elsewhere: {what}; bring them into the slot, or do without them',
    schema,
    crutches,
  ),
  rule(
    'these columns may point to large objects, which do not follow: {what}; keep such data in bytea columns',
    schema,
    `
    SELECT format('%s.%s', relname, attname) AS what FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE ${inSchema} AND relkind = 'r' AND attnum > 0 AND (atttypid = 'oid'::regtype OR format_type(atttypid, NULL) LIKE '%lo')
      AND EXISTS (SELECT FROM pg_largeobject_metadata)`,
  ),
  rule(
    'these name the schema of the slot in a text, and its name is another after each move: {what}; leave the schema out, since applications find it by their search_path',
    schema,
    named,
  ),
  rule(
    'these have names as the mover gives them to the roles of streams, whose rights do not go along: {what}; ALTER ROLE ... RENAME TO',
    schema,
    // Those of streams inherit nothing.
    `${namedAsStreams} AND rolinherit`,
  ),
  rule(
    'these have names as the mover gives them to the roles of streams, and belong to no stream: {what}; it goes on when an earlier move has cleaned up, or ALTER ROLE ... RENAME TO',
    schema,
    `${namedAsStreams} AND NOT rolinherit AND NOT EXISTS (
      SELECT FROM pg_publication WHERE rolname = pubname OR starts_with(rolname, pubname || '_try'))`,
    true,
  ),
  rule(
    'these foreign keys cross the border of the slot: {what}; drop them',
    schema,
    `
    SELECT format('%s of %s', conname, conrelid::regclass) AS what FROM pg_constraint k
    JOIN pg_class one ON one.oid = conrelid JOIN pg_class other ON other.oid = confrelid
    WHERE contype = 'f' AND one.relnamespace <> other.relnamespace
      AND $1::text::regnamespace IN (one.relnamespace, other.relnamespace)`,
  ),
  rule(
    'the mover does not own these: {what}; ALTER ... OWNER TO the role of the secret',
    schema,
    `
    SELECT format('schema %s', nspname) AS what FROM pg_namespace WHERE nspname = $1::text AND NOT pg_has_role(nspowner, 'USAGE')
    UNION ALL SELECT relname::text FROM pg_class WHERE ${inSchema} AND relkind IN ('r', 'S') AND NOT pg_has_role(relowner, 'USAGE')`,
  ),
  rule(
    'only a superuser can copy these with their owners, and the mover is not a superuser: {what}; ALTER ... OWNER TO the role of the secret',
    schema,
    `
    SELECT format('schema %s of %s', nspname, nspowner::regrole) AS what FROM pg_namespace
      WHERE nspname = $1::text AND nspowner <> current_user::regrole AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
    UNION ALL SELECT format('%s of %s', relname, relowner::regrole) FROM pg_class WHERE ${inSchema} AND relkind IN ('r', 'S')
      AND relowner <> current_user::regrole AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)`,
  ),
  rule(
    'row security keeps rows from a mover that is not a superuser: {what}; disable it, or move as one',
    schema,
    `
    SELECT relname AS what FROM pg_class WHERE ${inSchema} AND (relrowsecurity OR relforcerowsecurity)
      AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)`,
  ),
  rule(
    'somebody is changing tables of the slot: {what}; it goes on when that is done',
    schema,
    `
    SELECT format('%s by process %s', relname, l.pid) AS what FROM pg_locks l JOIN pg_class c ON c.oid = relation
    WHERE ${inSchema} AND mode = 'AccessExclusiveLock' AND l.pid <> pg_backend_pid()`,
    true,
  ),
];
