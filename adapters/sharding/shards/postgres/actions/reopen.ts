import { codeOf } from '../../../../postgres/session.ts';
import { factsNote, lettingIn } from '../catalogue/slot-facts.ts';
import { notesTable } from '../made-names.ts';
import type { Work } from '../work.ts';

/** invalid_schema_name, and what a rename says that came second by a moment. */
const tooLate: ReadonlySet<string | null> = new Set(['3F000', 'XX000']);

/**
 * The source goes on, under a name that no cut in flight knows. Transactions under way are not disturbed. A slot that was
 * cut lets those in again whom it let in before; a role that is gone by now keeps nobody else out.
 */
export async function reopen({ source, leg, made }: Work): Promise<void> {
  const notes = `${made.schema}.${notesTable}`;
  for (const name of [leg.cut, leg.live]) {
    const letIn = `IF to_regclass('${notes}') IS NOT NULL THEN
        SELECT told::jsonb INTO facts FROM ${notes} WHERE what = '${factsNote}';
        BEGIN ${lettingIn(leg.reopened)} EXCEPTION WHEN undefined_object THEN NULL; END;
      END IF;`;
    try {
      await source.session.query(`DO $reopen$ DECLARE facts jsonb; one record; BEGIN
        ALTER SCHEMA ${name} RENAME TO ${leg.reopened};
        ${name === leg.cut ? letIn : ''}
      END $reopen$`);
      return;
    } catch (error) {
      if (!tooLate.has(codeOf(error))) throw error;
    }
  }
}
