/** One thing that must be so before a move begins. */
export interface Rule {
  /** A query that answers `what` for each offence. */
  readonly broken: string;
  /** Which of the known values it is bound to. */
  uses(values: readonly unknown[]): readonly unknown[];
  /** What is wrong and the next step; `{what}` are the offences. */
  readonly told: string;
  /** Whether it may go away by itself. */
  readonly passes: boolean;
}

const none = () => [];
const schema = ([live]: readonly unknown[]) => [live];
const role = ([, application]: readonly unknown[]) => [application];

function rule(told: string, uses: Rule['uses'], broken: string, passes = false): Rule {
  return { told, uses, broken, passes };
}

const inSchema = 'relnamespace = $1::text::regnamespace';

/** Of the server, whichever side it is. */
const serverRules: readonly Rule[] = [
  rule(
    'it runs PostgreSQL {what}; moves need 15 or newer',
    none,
    `
    SELECT current_setting('server_version') AS what WHERE current_setting('server_version_num')::int < 150000`,
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
    'there is no role {what}, which applications are to use (applicationRole in the config); create it',
    role,
    `
    SELECT $1::text AS what WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = $1::text)`,
  ),
];

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
    'these tables are unlogged, so nothing of them can be followed: {what}; ALTER TABLE ... SET LOGGED',
    schema,
    `
    SELECT relname AS what FROM pg_class WHERE ${inSchema} AND relkind = 'r' AND relpersistence = 'u'`,
  ),
  rule(
    'these cannot be copied yet: {what}; move what they are for elsewhere, or drop them',
    schema,
    `
    SELECT format('%s %s', CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
      WHEN 'p' THEN 'partitioned table' WHEN 'c' THEN 'type' END, relname) AS what
    FROM pg_class WHERE ${inSchema} AND relkind IN ('v', 'm', 'f', 'p', 'c')
    UNION ALL SELECT format('function %s', proname) FROM pg_proc WHERE pronamespace = $1::text::regnamespace
    UNION ALL SELECT format('type %s', typname) FROM pg_type WHERE typnamespace = $1::text::regnamespace AND typtype IN ('e', 'd', 'r')
    UNION ALL SELECT format('trigger %s on %s', tgname, relname) FROM pg_trigger t JOIN pg_class ON tgrelid = pg_class.oid
      WHERE ${inSchema} AND NOT tgisinternal
    UNION ALL SELECT format('rule %s on %s', rulename, relname) FROM pg_rewrite JOIN pg_class ON ev_class = pg_class.oid
      WHERE ${inSchema} AND relkind = 'r'
    UNION ALL SELECT format('row security of %s', relname) FROM pg_class WHERE ${inSchema} AND relrowsecurity
    UNION ALL SELECT format('inheritance of %s', relname) FROM pg_class c WHERE ${inSchema}
      AND EXISTS (SELECT FROM pg_inherits WHERE (inhrelid = c.oid OR inhparent = c.oid)) AND relkind = 'r'
    UNION ALL SELECT format('privileges on column %s of %s', attname, relname) FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
      WHERE ${inSchema} AND attacl IS NOT NULL`,
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
    UNION ALL SELECT relname::text FROM pg_class WHERE ${inSchema} AND relkind = 'r' AND NOT pg_has_role(relowner, 'USAGE')`,
  ),
  rule(
    'a transaction has been writing for over a minute, and a stream cannot start before it ends: {what}; end it (pg_terminate_backend)',
    none,
    `
    SELECT format('process %s (%s)', pid, coalesce(nullif(application_name, ''), usename)) AS what FROM pg_stat_activity
    WHERE backend_xid IS NOT NULL AND xact_start < now() - interval '1 minute' AND datname = current_database() AND pid <> pg_backend_pid()`,
    true,
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

/** What must be so at the shard that takes. */
export const targetRules: readonly Rule[] = [
  ...serverRules,
  rule(
    'it still holds something of the slot from another move: {what}; that is cleaned by itself, or see what it is (\\dn+)',
    schema,
    `
    SELECT nspname AS what FROM pg_namespace WHERE nspname LIKE replace(regexp_replace($1::text, 'e[0-9]+$', ''), '_', '\\_') || '%'`,
    true,
  ),
  rule(
    'it has not these extensions, whose types the tables use: {what}; CREATE EXTENSION',
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
  rule(
    'a transaction has been writing for over a minute, and the way back cannot be prepared before it ends: {what}; end it (pg_terminate_backend)',
    none,
    `
    SELECT format('process %s (%s)', pid, coalesce(nullif(application_name, ''), usename)) AS what FROM pg_stat_activity
    WHERE backend_xid IS NOT NULL AND xact_start < now() - interval '1 minute' AND datname = current_database() AND pid <> pg_backend_pid()`,
    true,
  ),
];
