import type { ServerConfig } from '../../core/indexing/config/database.ts';
import type { Session } from '../postgres/session.ts';

/** How servers are reached. */
export interface Opening {
  /** Opens a connection to a server of a database, or to one of its replicas. */
  open(server: ServerConfig, host: string): Promise<Session>;
}
