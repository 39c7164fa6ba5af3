import { quoted } from '../../../postgres/quoted.ts';
import { codeOf, type Session } from '../../../postgres/session.ts';

/** invalid_schema_name, and what a rename says that came second by a moment. */
const tooLate: ReadonlySet<string | null> = new Set(['3F000', 'XX000']);

/** Renames a schema; false where it has that name no more: another was quicker. In a transaction it has to be rolled back then. */
export async function renamed(session: Session, from: string, to: string): Promise<boolean> {
  try {
    await session.query(`ALTER SCHEMA ${quoted(from)} RENAME TO ${quoted(to)}`);
    return true;
  } catch (error) {
    if (tooLate.has(codeOf(error))) return false;
    throw error;
  }
}
