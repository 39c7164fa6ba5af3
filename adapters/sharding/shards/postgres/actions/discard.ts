import { codeOf } from '../../../../postgres/session.ts';
import { factsNote } from '../catalogue/slot-facts.ts';
import { discardedNote, notesTable } from '../made-names.ts';
import type { Work } from '../work.ts';

/** Nobody waits behind a rename of a closed copy but who has it in an open transaction. */
const lockMs = 300;

/** invalid_schema_name, and what a rename says that came second by a moment: another was quicker. */
const tooLate: ReadonlySet<string | null> = new Set(['3F000', 'XX000']);

/**
 * After this the copy can never be opened. Where the server lets nobody rename it (an event trigger, a transaction that has it),
 * a note says so instead, which whoever opens it has to lock and read first: the source must not wait for that server's leave.
 */
export async function discard({ target, leg, made }: Work): Promise<void> {
  const notes = `${made.schema}.${notesTable}`;
  try {
    await target.session.query(`DO $discard$ BEGIN
      PERFORM set_config('lock_timeout', '${lockMs}', true);
      BEGIN
        ALTER SCHEMA ${leg.live} RENAME TO ${leg.dead};
      EXCEPTION WHEN invalid_schema_name OR internal_error THEN RAISE;
      WHEN OTHERS THEN
        UPDATE ${notes} SET told = told WHERE what = '${factsNote}';
        INSERT INTO ${notes} (what, told) VALUES ('${discardedNote}', '${leg.live}') ON CONFLICT (what) DO NOTHING;
      END;
    END $discard$`);
  } catch (error) {
    if (!tooLate.has(codeOf(error))) throw error;
  }
}
