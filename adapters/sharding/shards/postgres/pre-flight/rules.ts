import { eventTriggers } from '../catalogue/event-triggers.ts';
import { crutches, strangers } from '../catalogue/members.ts';
import { named } from '../catalogue/named.ts';
import { type Rule, rule } from './broken-rules.ts';

const none = () => [];
const schema = ([live]: readonly unknown[]) => [live];
const role = ([, application]: readonly unknown[]) => [application];

const inSchema = 'relnamespace = $1::text::regnamespace';

/** What a database does with texts of values. What it sorts by has a version, which an upgrade of the system changes. */
export const databaseFacts = `
  SELECT jsonb_strip_nulls(jsonb_build_object('encoding', pg_encoding_to_char(encoding), 'collation', datcollate, 'character type', datctype,
    'provider of collations', datlocprovider, 'ICU locale', daticulocale,
    'version of its collation', (SELECT pg_database_collation_actual_version(oid)),
    'lc_monetary', current_setting('lc_monetary'), 'array_nulls', current_setting('array_nulls'), 'xmloption', current_setting('xmloption'),
    'integer_datetimes', current_setting('integer_datetimes'), 'block_size', current_setting('block_size'))) AS facts
  FROM pg_database WHERE datname = current_database()`;

/** Of the server, whichever side it is. */
const serverRules: readonly Rule[] = [
  rule(
    'it runs PostgreSQL {what}; moves need 15 or newer',
    none,
    `
    SELECT current_setting('server_version') AS what WHERE current_setting('server_version_num')::int < 150000`,
  ),
  rule(
    'it is {what}; name the server that takes writes',
    none,
    `
    SELECT 'a replica, which takes no writes' AS what WHERE pg_is_in_recovery()`,
  ),
  rule(
    'wal_level is {what}; set it to logical (rds.logical_replication = 1 on RDS and Aurora) and restart',
    none,
    `
    SELECT current_setting('wal_level') AS what WHERE current_setting('wal_level') <> 'logical'`,
  ),
  rule(
    '{what}; raise it and restart, or drop slots that nobody reads',
    none,
    `
    SELECT format('max_replication_slots is %s and %s are taken; a move needs 6 free', current_setting('max_replication_slots'), taken) AS what
    FROM (SELECT count(*) AS taken FROM pg_replication_slots) t WHERE current_setting('max_replication_slots')::int - taken < 6`,
  ),
  rule(
    '{what}; raise it and restart, or drop subscriptions that nobody needs',
    none,
    `
    SELECT format('max_replication_slots is %s, and %s origins of subscriptions count against it; a move needs 6 free', current_setting('max_replication_slots'), taken) AS what
    FROM (SELECT count(*) AS taken FROM pg_replication_origin) t WHERE current_setting('max_replication_slots')::int - taken < 6`,
  ),
  rule(
    'the role {what} may not replicate; GRANT rds_replication TO it (RDS and Aurora) or ALTER ROLE ... REPLICATION',
    none,
    `
    SELECT rolname AS what FROM pg_roles WHERE rolname = current_user AND NOT rolsuper AND NOT rolreplication
      AND NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname IN ('rds_superuser', 'rds_replication') AND pg_has_role(r.oid, 'MEMBER'))`,
  ),
  rule(
    'a transaction that no session has any more holds streams up: {what}',
    none,
    `
    SELECT format('%L of %s in database %s, prepared %s; COMMIT PREPARED or ROLLBACK PREPARED it there', gid, owner, database, prepared::timestamp(0)) AS what
    FROM pg_prepared_xacts`,
    true,
  ),
  rule(
    'a transaction has been writing for over a minute, and a stream cannot start before it ends: {what}; end it (pg_terminate_backend)',
    none,
    `
    SELECT format('process %s (%s) in database %s', pid, coalesce(nullif(application_name, ''), usename), datname) AS what FROM pg_stat_activity
    WHERE backend_xid IS NOT NULL AND xact_start < now() - interval '1 minute' AND pid <> pg_backend_pid()`,
    true,
  ),
  rule(
    '{what}; raise it and restart',
    none,
    `
    SELECT format('max_wal_senders is %s and %s are busy; a move needs 6 free', current_setting('max_wal_senders'), busy) AS what
    FROM (SELECT count(*) AS busy FROM pg_stat_replication) b WHERE current_setting('max_wal_senders')::int - busy < 6`,
  ),
  rule(
    '{what}; raise it and restart',
    none,
    `
    SELECT format('%s is %s and %s workers are busy; a move needs 3 free', name, setting, busy) AS what
    FROM pg_settings, (SELECT count(*) AS busy FROM pg_stat_subscription WHERE pid IS NOT NULL) b
    WHERE name IN ('max_logical_replication_workers', 'max_worker_processes') AND setting::int - busy < 3`,
  ),
  rule(
    'the role {what} may not make subscriptions; grant it rds_superuser (RDS and Aurora) or make it a superuser',
    none,
    `
    SELECT rolname AS what FROM pg_roles WHERE rolname = current_user AND NOT rolsuper
      AND NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname IN ('rds_superuser', 'pg_create_subscription') AND pg_has_role(r.oid, 'MEMBER'))`,
  ),
  rule(
    'the role {what} may not make schemas; GRANT CREATE ON DATABASE to it',
    none,
    `
    SELECT current_user AS what WHERE NOT has_database_privilege(current_database(), 'CREATE')`,
  ),
  rule(
    'these publications send all tables to somebody, who would hear of a copy and miss a slot that has gone: {what}; publish tables by name, without those of slots',
    none,
    `
    SELECT pubname AS what FROM pg_publication WHERE puballtables`,
  ),
  rule(
    'these replication slots send every change of the database to somebody, who would hear of a copy and miss a slot that has gone: {what}; let them read publications of tables by name',
    none,
    `
    SELECT format('%s (%s)', slot_name, plugin) AS what FROM pg_replication_slots
    WHERE slot_type = 'logical' AND database = current_database() AND plugin <> 'pgoutput' AND NOT temporary`,
  ),
  rule(
    'event triggers may refuse or change what a move does to schemas, in the middle of it: {what}; ALTER EVENT TRIGGER ... DISABLE',
    none,
    eventTriggers,
  ),
  rule(
    'its database has the encoding {what}, in which nobody knows what a text is; make one in UTF8',
    none,
    `
    SELECT pg_encoding_to_char(encoding) AS what FROM pg_database WHERE datname = current_database() AND encoding = pg_char_to_encoding('SQL_ASCII')`,
  ),
  rule(
    'there is no role {what}, which applications are to use (applicationRole in the config); create it',
    role,
    `
    SELECT $1::text AS what WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = $1::text)`,
  ),
];

/** Roles with rights on the slot that are called as the mover calls its own. */
const namedAsStreams = `
    SELECT rolname AS what FROM pg_roles r WHERE rolname ~ '^headroom_' AND oid IN (
      SELECT grantee FROM pg_class, aclexplode(relacl) WHERE ${inSchema}
      UNION SELECT grantee FROM pg_class c JOIN pg_attribute ON attrelid = c.oid, aclexplode(attacl) WHERE ${inSchema}
      UNION SELECT grantee FROM pg_namespace, aclexplode(nspacl) WHERE nspname = $1::text
      UNION SELECT relowner FROM pg_class WHERE ${inSchema})`;

/** What must be so at the shard that gives. */
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
    'only a superuser can copy these with their owners, and the mover is none: {what}; ALTER ... OWNER TO the role of the secret',
    schema,
    `
    SELECT format('schema %s of %s', nspname, nspowner::regrole) AS what FROM pg_namespace
      WHERE nspname = $1::text AND nspowner <> current_user::regrole AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
    UNION ALL SELECT format('%s of %s', relname, relowner::regrole) FROM pg_class WHERE ${inSchema} AND relkind IN ('r', 'S')
      AND relowner <> current_user::regrole AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)`,
  ),
  rule(
    'row security keeps rows from a mover that is no superuser: {what}; disable it, or move as one',
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

/** What both databases must have alike; `$1` is how the source has it, as `databaseFacts` answers. */
const alike: readonly Rule[] = [
  rule(
    'its database is not like that of the source: {what}; make one that is (CREATE DATABASE ... TEMPLATE template0), since texts would be sorted, compared or read in another way',
    ([, , , , , facts]) => [facts],
    `
    SELECT format('%s is %s and not %s', key, coalesce(mine.value, 'not set'), coalesce(theirs.value, 'not set')) AS what
    FROM jsonb_each_text(${`(SELECT facts FROM (FACTS) f)`}) mine FULL JOIN jsonb_each_text($1::jsonb) theirs USING (key)
    WHERE mine.value IS DISTINCT FROM theirs.value`.replace('FACTS', () => databaseFacts),
  ),
];

/** What must be so at the shard that takes. */
export const targetRules: readonly Rule[] = [
  ...serverRules,
  ...alike,
  rule(
    'it still holds something of the slot from another move: {what}; that is cleaned by itself, or see what it is (\\dn+)',
    schema,
    `
    SELECT nspname AS what FROM pg_namespace WHERE nspname LIKE replace(regexp_replace($1::text, 'e[0-9]+$', ''), '_', '\\_') || '%'`,
    true,
  ),
  rule(
    'it has not these extensions, of which the tables use something: {what}; CREATE EXTENSION',
    ([, , extensions]) => [extensions],
    `
    SELECT wanted AS what FROM unnest($1::text[]) wanted WHERE NOT EXISTS (SELECT FROM pg_extension WHERE extname = wanted)`,
  ),
  rule(
    'it has not these roles, which have rights on the tables: {what}; create them',
    ([, , , roles]) => [roles],
    `
    SELECT wanted AS what FROM unnest($1::text[]) wanted WHERE NOT EXISTS (SELECT FROM pg_roles WHERE quote_ident(rolname) = wanted)`,
  ),
  rule(
    'it runs PostgreSQL {what}, which is older than the source; upgrade it first',
    ([, , , , version]) => [version],
    `
    SELECT current_setting('server_version') AS what WHERE current_setting('server_version_num')::int / 10000 < $1::int`,
  ),
];
