import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isEncrypted, type Place } from './place.ts';
import { codeOf, type Session } from './session.ts';

const connectMs = 5_000;
/** A connection that is broken may never say that it has ended. */
const endMs = 1_000;
/** As long as an index may take; what blocks writers has shorter limits of its own. */
const statementMs = 3_600_000;

const settings = [
  ['search_path', 'pg_catalog'],
  ['timezone', 'UTC'],
  ['datestyle', 'ISO'],
  ['intervalstyle', 'postgres'],
  ['bytea_output', 'hex'],
  ['extra_float_digits', '1'],
  ['jit', 'off'],
  ['quote_all_identifiers', 'off'],
  ['standard_conforming_strings', 'on'],
  ['row_security', 'on'],
  ['lock_timeout', '0'],
  ['idle_in_transaction_session_timeout', '0'],
  ['default_transaction_read_only', 'off'],
  ['default_transaction_isolation', 'read\\ committed'],
  ['default_table_access_method', 'heap'],
]
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(' ');

/** A shard that nobody can talk to. The message names the shard, what it said, and the next step. */
export class ShardUnreachable extends Error {
  override readonly name = 'ShardUnreachable';
}

/** Opens a connection to a shard. Rejects with `ShardUnreachable` where it cannot be had. */
export async function connect(shard: string, place: Place): Promise<Session> {
  const { host, port, database, username: user, password } = place;
  const client = new pg.Client({
    host,
    port,
    database,
    user,
    password,
    // In Lambda the certificates of RDS come by NODE_EXTRA_CA_CERTS=/var/runtime/ca-cert.pem.
    ssl: isEncrypted(place),
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    keepAlive: true,
    application_name: 'headroom-mover',
    // Names in texts that the server makes then always say their schema; texts of rows look the same on both sides, whatever
    // the database is set to.
    options: settings,
  });
  // A connection that breaks between two statements fails the next one.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    throw new ShardUnreachable(tellUnreachable(shard, place, error), { cause: error });
  }
  return {
    query: async (text, values = []) => (await client.query(text, [...values])).rows,
    end: () => Promise.race([client.end().catch(() => {}), sleep(endMs, undefined, { ref: false })]),
  };
}

function tellUnreachable(shard: string, { host, port, database, username }: Place, error: unknown): string {
  const said = error instanceof Error ? error.message || codeOf(error) : String(error);
  return `shard "${shard}" (${host}:${port}/${database} as ${username}) cannot be reached: ${said}; ${nextStep(codeOf(error))}`;
}

function nextStep(code: string | null): string {
  switch (code) {
    case '28P01':
    case '28000':
      return 'bring the username and password in its secret up to date';
    case '3D000':
      return 'create that database, or correct the shard in the config';
    case '53300':
      return 'free connections on it, or raise max_connections';
    default:
      return 'see whether it is up and whether its security group lets the mover in';
  }
}
