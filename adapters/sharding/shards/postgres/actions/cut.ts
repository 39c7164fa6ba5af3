import { codeOf, inTransaction } from '../../../../postgres/session.ts';
import { stampQuery } from '../catalogue/stamp.ts';
import { comparedNote, cutMark, notesTable } from '../made-names.ts';
import type { Work } from '../work.ts';

/** How long writers may queue behind one try. */
const lockMs = 300;
const limits = { lock_timeout: lockMs, statement_timeout: 2 * lockMs };

/** object_not_in_prerequisite_state: raised where somebody has changed the tables since they were compared. */
const tablesChanged = '55000';

/** lock_not_available, query_canceled, deadlock_detected; invalid_schema_name, undefined_table: another was quicker. */
const inVain: ReadonlySet<string | null> = new Set(['55P03', '57014', '40P01', '3F000', '42P01', tablesChanged]);

/** The fence. A writer has ended before it, or finds no such schema any more. */
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
 * since replication leaves them behind; then nobody is let in any more, and the rename. The names in it are our own.
 */
function cutting({ leg: { live, cut: fenced }, made, move }: Work): string {
  const { schema, marks } = made;
  return `DO $cut$ DECLARE tables text; others text; one record; number record; numbers jsonb := '{}'; BEGIN
    SELECT string_agg(format('%I.%I', '${live}', relname), ', ' ORDER BY relname) INTO tables
      FROM pg_class WHERE relnamespace = '${live}'::regnamespace AND relkind = 'r';
    IF tables IS NOT NULL THEN EXECUTE 'LOCK TABLE ' || tables || ' IN SHARE ROW EXCLUSIVE MODE'; END IF;
    IF (${stampQuery.replaceAll('$1', `'${live}'`)}) IS DISTINCT FROM
      (SELECT told FROM ${schema}.${notesTable} WHERE what = '${comparedNote(move)}')
      THEN RAISE 'changed' USING ERRCODE = '${tablesChanged}'; END IF;
    FOR one IN SELECT relname FROM pg_class WHERE relnamespace = '${live}'::regnamespace AND relkind = 'S' LOOP
      EXECUTE format('SELECT last_value, is_called FROM ${live}.%I', one.relname) INTO number;
      numbers := numbers || jsonb_build_object(one.relname, jsonb_build_array(number.last_value, number.is_called));
    END LOOP;
    INSERT INTO ${schema}.${marks} (id, told) VALUES ('${cutMark}', numbers);
    SELECT string_agg(DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END, ', ') INTO others
      FROM pg_namespace, aclexplode(coalesce(nspacl, acldefault('n', nspowner)))
      WHERE nspname = '${live}' AND grantee <> current_user::regrole::oid;
    IF others IS NOT NULL THEN EXECUTE 'REVOKE ALL ON SCHEMA ${live} FROM ' || others || ' CASCADE'; END IF;
    ALTER SCHEMA ${live} RENAME TO ${fenced};
  END $cut$`;
}
