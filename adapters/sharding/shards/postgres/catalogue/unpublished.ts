import type { Session } from '../../../../postgres/session.ts';

/**
 * Tables of a schema that a stream does not send, though others of their names once were; null where it sends all. Tools that
 * change a table while it is used make another beside it and give that the name: it looks alike, and its rows go nowhere.
 */
export async function unpublished(session: Session, schema: string, stream: string): Promise<string | null> {
  const [row] = await session.query(query, [schema, stream]);
  return row?.names == null ? null : `these tables were made anew, and the stream knows them not: ${row.names}`;
}

const query = `
  SELECT string_agg(relname, ', ' ORDER BY relname) AS names FROM pg_class c WHERE relnamespace = $1::text::regnamespace AND relkind = 'r'
    AND NOT EXISTS (SELECT FROM pg_publication_rel r JOIN pg_publication p ON p.oid = prpubid WHERE pubname = $2::text AND prrelid = c.oid)`;
