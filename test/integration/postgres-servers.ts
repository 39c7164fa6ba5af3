import { findPostgres } from '../../local/postgres/find-postgres.ts';
import { type PostgresOptions, type PostgresServer, startPostgres } from '../../local/postgres/start-postgres.ts';

/**
 * Two PostgreSQL servers of our own on loopback, to be stopped by the caller; null, told loudly, on a machine that has no
 * PostgreSQL. With `CI=true` that is an error.
 */
export async function postgresServersOrNone(
  options: PostgresOptions = {},
): Promise<readonly [PostgresServer, PostgresServer] | null> {
  const binaries = findPostgres(process.env);
  if (binaries !== null) return [await startPostgres(binaries, options), await startPostgres(binaries, options)];
  const message = 'no PostgreSQL 15 or newer was found; install one (Debian: apt-get install postgresql)';
  if (process.env.CI === 'true') throw new Error(message);
  console.warn(`\n*** NOT RUN, for want of a PostgreSQL: ${message}\n`);
  return null;
}
