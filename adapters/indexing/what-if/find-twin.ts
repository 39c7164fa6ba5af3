import type { StartPostgres } from './hollow-server.ts';

/** What starts a PostgreSQL in this process; null where the package that does is not installed. */
export async function findTwin(): Promise<StartPostgres | null> {
  const { PGlite } = await import('@electric-sql/pglite').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return { PGlite: null };
    throw error;
  });
  return PGlite === null ? null : (dataFolder) => PGlite.create({ dataDir: `file://${dataFolder}` });
}
