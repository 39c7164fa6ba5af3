import type { Session } from '../../../postgres/session.ts';

/** A short text that changes whenever somebody changes the tables of a schema. */
export async function fingerprint(session: Session, schema: string): Promise<string> {
  const [row] = await session.query(fingerprintQuery, [schema]);
  return String(row?.print);
}

/** A query of `print`; the schema's name is `$1` in it. */
export const fingerprintQuery = `
  SELECT md5(coalesce(string_agg(line, E'\\n' ORDER BY line), '')) AS print FROM (
    SELECT concat_ws(' ', relname, relkind, relreplident, attname, atttypid, atttypmod, attnotnull, attidentity, attgenerated,
      pg_get_expr(adbin, adrelid)) AS line
    FROM pg_class c LEFT JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef f ON adrelid = attrelid AND adnum = attnum
    WHERE relnamespace = $1::text::regnamespace AND relkind NOT IN ('i', 't', 'I', 'S')
    UNION ALL
    SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indrelid
    WHERE relnamespace = $1::text::regnamespace
    UNION ALL
    SELECT concat_ws(' ', relname, conname, pg_get_constraintdef(k.oid))
    FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid WHERE relnamespace = $1::text::regnamespace AND contype <> 't'
  ) lines`;
