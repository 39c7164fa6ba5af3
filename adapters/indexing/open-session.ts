import pg from 'pg';
import { isEncrypted, type Place } from '../postgres/place.ts';
import type { Session } from '../postgres/session.ts';

/** How long any one question to a server may take; what makes indexes has a time of its own. */
const statementMs = 30_000;

/** A connection to a database whose indexes are looked at. Rejects with what the connection says. */
export async function openSession({ host, port, database, username, password }: Place): Promise<Session> {
  const client = new pg.Client({
    ...{ host, port, database, user: username, password },
    ssl: isEncrypted({ host }),
    connectionTimeoutMillis: 5000,
    statement_timeout: statementMs,
    keepAlive: true,
    application_name: 'headroom-indexes',
  });
  // A connection that breaks between two statements fails the next one.
  client.on('error', () => {});
  await client.connect();
  return {
    query: async (text, values = []) => (await client.query(text, [...values])).rows,
    end: () => client.end(),
  };
}
