import { randomBytes } from 'node:crypto';
import { literal, quoted } from '../../../postgres/quoted.ts';
import { scramVerifier } from '../../../postgres/scram.ts';
import { codeOf, type Session } from '../../../postgres/session.ts';

/**
 * The role as which another server reads a stream: it may read the tables that go, and replicate. Its password is made for the
 * move; this server is told only what checks it, and the role is gone when the move is. Why: docs/decisions/0037.
 */
export interface StreamRole {
  readonly name: string;
  readonly password: string;
}

const duplicates: ReadonlySet<string | null> = new Set(['42710', '23505']);

/** Makes the role, or gives it a new password where it is there already. */
export async function makeStreamRole(session: Session, name: string): Promise<StreamRole> {
  const password = randomBytes(24).toString('hex');
  const [mine] = await session.query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user');
  const isSuper = mine?.rolsuper === true;
  try {
    await session.query(`CREATE ROLE ${quoted(name)} NOINHERIT`);
  } catch (error) {
    if (!duplicates.has(codeOf(error))) throw error;
  }
  const attributes = isSuper ? 'REPLICATION BYPASSRLS ' : '';
  await session.query(
    `ALTER ROLE ${quoted(name)} LOGIN ${attributes}PASSWORD ${literal(scramVerifier(password, randomBytes(16)))}`,
  );
  if (!isSuper) await session.query(`GRANT rds_replication TO ${quoted(name)}`);
  return { name, password };
}

/** Lets the role read the tables of a schema, and some others beside them. */
export async function letRead(session: Session, name: string, schema: string, others: string): Promise<void> {
  const [row] = await session.query('SELECT current_database() AS name');
  await session.query(`GRANT CONNECT ON DATABASE ${quoted(String(row?.name))} TO ${quoted(name)}`);
  for (const one of [schema, others]) {
    await session.query(`GRANT USAGE ON SCHEMA ${quoted(one)} TO ${quoted(name)}`);
    const tables = await session.query(tablesOf, [one]);
    for (const { table } of tables) await session.query(`GRANT SELECT ON TABLE ${table} TO ${quoted(name)}`);
  }
}

const tablesOf = `
  SELECT oid::regclass::text AS table FROM pg_class WHERE relnamespace = $1::text::regnamespace AND relkind = 'r'`;

/** Takes everything from the role, and the role itself. */
export async function dropStreamRole(session: Session, name: string): Promise<void> {
  for (const { text } of await session.query(grantsTo, [name])) await session.query(String(text));
  await session.query(`DROP ROLE IF EXISTS ${quoted(name)}`);
}

const grantsTo = `
  WITH role AS (SELECT oid FROM pg_roles WHERE rolname = $1::text)
  SELECT format('REVOKE ALL ON TABLE %s FROM %I', c.oid::regclass, $1::text) AS text
  FROM pg_class c WHERE EXISTS (SELECT FROM aclexplode(relacl) WHERE grantee = (SELECT oid FROM role))
  UNION ALL SELECT format('REVOKE ALL ON SCHEMA %I FROM %I', nspname, $1::text)
  FROM pg_namespace WHERE EXISTS (SELECT FROM aclexplode(nspacl) WHERE grantee = (SELECT oid FROM role))
  UNION ALL SELECT format('REVOKE ALL ON DATABASE %I FROM %I', datname, $1::text)
  FROM pg_database WHERE datname = current_database() AND EXISTS (SELECT FROM aclexplode(datacl) WHERE grantee = (SELECT oid FROM role))`;
