import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ServerConfig } from '../../core/indexing/config/database.ts';
import { serverPlace } from '../../core/indexing/config/server-place.ts';
import { readCredentials } from '../postgres/secret-credentials.ts';
import type { Session } from '../postgres/session.ts';
import { openSession } from './open-session.ts';

/** Connects to servers, and to their replicas, as their secrets say. The error of a connection names the place and the next step. */
export function openServer(secrets: Pick<SecretsManagerClient, 'send'>) {
  return async (server: ServerConfig, host: string): Promise<Session> => {
    const place = serverPlace({ ...server, host });
    const { user, password } = await readCredentials(secrets, place, server.secretArn, 'database');
    return openSession({ ...server, host, username: user, password }).catch((error: unknown) => {
      const said = error instanceof Error ? error.message : String(error);
      const next = 'see whether it is up, whether it lets the advisor in, and whether its secret is up to date';
      throw new Error(`database "${place}" as ${user} gives no connection: ${said}; ${next}`, { cause: error });
    });
  };
}
