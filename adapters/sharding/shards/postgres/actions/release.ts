import { literal, quoted } from '../../../../postgres/quoted.ts';
import { codeOf } from '../../../../postgres/session.ts';
import { letIn } from '../open-schema.ts';
import { rowsThatGo } from '../rows-that-go.ts';
import type { Work } from '../work.ts';

/** invalid_schema_name, and what a rename says that came second by a moment: it has been done. */
const tooLate: ReadonlySet<string | null> = new Set(['3F000', 'XX000']);

/** The key's rows belong to the target by now; the rest of the slot is open again, in one transaction with their end here. */
export async function release(work: Work): Promise<void> {
  const { source, leg } = work;
  const rows = rowsThatGo(work);
  if (leg.rest === null || rows === null) return;
  const text = `DO $release$ DECLARE one record; BEGIN
    ALTER SCHEMA ${quoted(leg.cut)} RENAME TO ${quoted(leg.rest)};
    PERFORM set_config('session_replication_role', 'replica', true);
    FOR one IN SELECT format('%I.%I', ${literal(leg.rest)}, relname) AS name FROM pg_class
      WHERE relnamespace = ${literal(leg.rest)}::regnamespace AND relkind = 'r' LOOP
      EXECUTE 'DELETE FROM ' || one.name || ' WHERE ' || ${literal(rows)};
    END LOOP;
    ${letIn(work, leg.rest)};
  END $release$`;
  try {
    await source.session.query(text);
  } catch (error) {
    if (!tooLate.has(codeOf(error))) throw error;
  }
}
