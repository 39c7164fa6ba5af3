import { literal, quoted } from '../postgres/quoted.ts';

/** A role for whoever looks, and perhaps makes indexes. */
export interface IndexRole {
  readonly user: string;
  readonly schemas: readonly string[];
  /** The role that owns the tables, where indexes are to be made too; null where it only looks. */
  readonly owner: string | null;
}

/**
 * The statements by which a superuser makes the role: it may read statistics and what statements read. With an owner it may make and drop
 * indexes of that owner's tables, and nothing else: PostgreSQL has no such right, so it becomes a member of the owner, an event trigger
 * refuses it every other change of a schema, and the owner itself gives up what it may do with rows, which applications then do by a
 * role of their own.
 */
export function roleSql({ user, schemas, owner }: IndexRole): readonly string[] {
  const role = quoted(user);
  const all = schemas.map((name) => quoted(name)).join(', ');
  const looks = [
    `CREATE ROLE ${role} LOGIN PASSWORD NULL`,
    `GRANT pg_monitor TO ${role}`,
    `GRANT USAGE ON SCHEMA ${all} TO ${role}`,
    `GRANT SELECT ON ALL TABLES IN SCHEMA ${all} TO ${role}`,
  ];
  if (owner === null) return looks;
  const of = quoted(owner);
  return [
    ...looks,
    `ALTER DEFAULT PRIVILEGES FOR ROLE ${of} IN SCHEMA ${all} GRANT SELECT ON TABLES TO ${role}`,
    `REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON ALL TABLES IN SCHEMA ${all} FROM ${of}`,
    `GRANT CREATE ON SCHEMA ${all} TO ${of}`,
    guard(user),
    `CREATE EVENT TRIGGER ${quoted(`headroom_begin_${user}`)} ON ddl_command_start EXECUTE FUNCTION ${guardName(user)}()`,
    `CREATE EVENT TRIGGER ${quoted(`headroom_end_${user}`)} ON ddl_command_end EXECUTE FUNCTION ${guardName(user)}()`,
    // The last: until here it may do nothing that the guard would have to refuse.
    `GRANT ${of} TO ${role}`,
  ];
}

const guardName = (user: string) => quoted('public', `headroom_guard_${user}`);

/** A comment is of an index alone; what begins otherwise is refused before it has done anything. */
function guard(user: string): string {
  const only = `${user} may make and drop indexes, and nothing else`;
  const refuse = `RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE = ${literal(only)}`;
  const body = `
BEGIN
  IF session_user <> ${literal(user)} THEN RETURN; END IF;
  IF tg_tag NOT IN ('CREATE INDEX', 'DROP INDEX', 'COMMENT') THEN ${refuse}; END IF;
  IF tg_event = 'ddl_command_end' AND tg_tag = 'COMMENT'
    AND EXISTS (SELECT FROM pg_catalog.pg_event_trigger_ddl_commands() c WHERE c.object_type <> 'index') THEN ${refuse}; END IF;
END`;
  return `CREATE FUNCTION ${guardName(user)}() RETURNS event_trigger LANGUAGE plpgsql SET search_path = pg_catalog AS ${literal(body)}`;
}
