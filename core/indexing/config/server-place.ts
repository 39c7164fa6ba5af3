import type { ServerConfig } from './database.ts';

/** Where a database is, in one text: what it is called in logs and entries. */
export function serverPlace({ host, port, database }: Pick<ServerConfig, 'host' | 'port' | 'database'>): string {
  return `${host}:${port}/${database}`;
}
