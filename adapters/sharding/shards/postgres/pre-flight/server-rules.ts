import { eventTriggers } from '../catalogue/event-triggers.ts';
import { type Rule, rule } from './broken-rules.ts';

const none = () => [];
const role = ([, application]: readonly unknown[]) => [application];

/** The rules of a server, whichever side it is. */
export const serverRules: readonly Rule[] = [
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
  // A cut takes rights away besides the name: by the name alone a fresh connection can miss it (page 22).
  rule(
    'applications are {what}, whom nothing can be taken from while a slot is cut; give them a role of their own (applicationRole in the config)',
    role,
    `
    SELECT format('%I, %s', rolname, CASE WHEN rolsuper THEN 'a superuser' ELSE format('with the rights of %I, who moves', current_user) END) AS what
    FROM pg_roles WHERE rolname = $1::text AND (rolsuper OR pg_has_role(oid, current_user::regrole, 'USAGE'))`,
  ),
];
