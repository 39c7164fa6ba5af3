import { literal, quoted } from '../../../../postgres/quoted.ts';
import { codeOf, inTransaction } from '../../../../postgres/session.ts';
import { fingerprintQuery } from '../fingerprint.ts';
import { cutMark, notesTable } from '../made-names.ts';
import type { Work } from '../work.ts';

/** How long writers may queue behind one try. */
const lockMs = 300;
const limits = { lock_timeout: lockMs, statement_timeout: 2 * lockMs };

/** object_not_in_prerequisite_state: raised where somebody has changed the tables meanwhile. */
const tablesChanged = '55000';

/** lock_not_available, query_canceled, deadlock_detected; invalid_schema_name, undefined_table: another was quicker. */
const inVain: ReadonlySet<string | null> = new Set(['55P03', '57014', '40P01', '3F000', '42P01', tablesChanged]);

/** The fence. Whoever writes has ended before it, or finds no such schema any more. */
export async function cut(work: Work): Promise<void> {
  const { session } = work.source;
  try {
    await inTransaction(session, async () => session.query(cutting(work)), limits);
  } catch (error) {
    if (!inVain.has(codeOf(error))) throw error;
  }
}

/**
 * All in one message, since writers wait from the locks on: the mark of the cut, which takes along how far sequences are,
 * since replication leaves them behind, and the rename.
 */
function cutting({ leg, made, applicationRole, move }: Work): string {
  const [live, marks] = [literal(leg.live), quoted(made.schema, made.marks)];
  const print = `(SELECT told FROM ${quoted(made.schema, notesTable)} WHERE what = 'fingerprint')`;
  const check = `IF (${fingerprintQuery.replaceAll('$1', live)}) IS DISTINCT FROM ${print} THEN RAISE 'changed' USING ERRCODE = '${tablesChanged}'; END IF;`;
  return `DO $cut$ DECLARE tables text; BEGIN
    SELECT string_agg(format('%I.%I', ${live}, relname), ', ' ORDER BY relname) INTO tables
      FROM pg_class WHERE relnamespace = ${live}::regnamespace AND relkind = 'r';
    IF tables IS NOT NULL THEN EXECUTE 'LOCK TABLE ' || tables || ' IN SHARE ROW EXCLUSIVE MODE'; END IF;
    ${move.way === 'there' ? check : ''}
    INSERT INTO ${marks} (id, told)
      SELECT ${literal(cutMark)}, coalesce(jsonb_object_agg(sequencename, last_value) FILTER (WHERE last_value IS NOT NULL), '{}')
      FROM pg_sequences WHERE schemaname = ${live};
    REVOKE ALL ON SCHEMA ${quoted(leg.live)} FROM ${quoted(applicationRole)};
    ALTER SCHEMA ${quoted(leg.live)} RENAME TO ${quoted(leg.cut)};
  END $cut$`;
}
