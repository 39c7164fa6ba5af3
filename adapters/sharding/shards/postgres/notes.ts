import { quoted } from '../../../postgres/quoted.ts';
import type { Session } from '../../../postgres/session.ts';
import { notesTable } from './made-names.ts';

/** Writes down at a shard what has been done to a move's copy there; each note has one text, the last. */
export async function note(session: Session, schema: string, what: string, told: string): Promise<void> {
  const table = quoted(schema, notesTable);
  const statement = `INSERT INTO ${table} (what, told) VALUES ($1, $2) ON CONFLICT (what) DO UPDATE SET told = $2, at = clock_timestamp()`;
  await session.query(statement, [what, told]);
}

/** The note on something; null where there is none. */
export async function noteOn(session: Session, schema: string, what: string): Promise<string | null> {
  const [row] = await session.query(`SELECT told FROM ${quoted(schema, notesTable)} WHERE what = $1`, [what]);
  return row === undefined ? null : String(row.told);
}
