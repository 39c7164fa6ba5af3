import { codeOf, inTransaction } from '../../../../postgres/session.ts';
import { factsNote, lettingIn } from '../catalogue/slot-facts.ts';
import { notesTable, rowsNote, unreleasedNote } from '../made-names.ts';
import { noteOn } from '../notes.ts';
import { rowsThatGo } from '../rows-that-go.ts';
import type { Work } from '../work.ts';

/** invalid_schema_name, and what a rename says that came second by a moment: it has been done. */
const tooLate: ReadonlySet<string | null> = new Set(['3F000', 'XX000']);

/** How long rows may be removed while the slot is closed for all its keys; what is left then goes once it is open. */
const mostMs = 600;
const rowsAtOnce = 5_000;

/**
 * The key's rows belong to the target by now; the rest of the slot opens again, in one transaction with their end here. It
 * opens in any case: rows that take long, or that cannot be removed, are noted, and go afterwards.
 */
export async function release({ source, leg, made }: Work): Promise<void> {
  if (leg.rest === null) return;
  const notes = `${made.schema}.${notesTable}`;
  const text = `DO $release$ DECLARE one record; facts jsonb; condition text; count bigint; fromAt timestamptz := clock_timestamp(); BEGIN
    ALTER SCHEMA ${leg.cut} RENAME TO ${leg.rest};
    SELECT told::jsonb INTO facts FROM ${notes} WHERE what = '${factsNote}';
    SELECT told INTO condition FROM ${notes} WHERE what = '${rowsNote}';
    BEGIN
      ${unpublishing(made.stream)}
      PERFORM set_config('session_replication_role', 'replica', true);
      FOR one IN ${tablesOf(leg.rest)} LOOP
        LOOP
          IF clock_timestamp() > fromAt + interval '${mostMs} ms' THEN RAISE 'it takes longer'; END IF;
          EXECUTE format('${removing('%1$s', '%2$s')}', one.name, condition);
          GET DIAGNOSTICS count = ROW_COUNT;
          EXIT WHEN count < ${rowsAtOnce};
        END LOOP;
      END LOOP;
    EXCEPTION WHEN OTHERS THEN
      INSERT INTO ${notes} (what, told) VALUES ('${unreleasedNote}', '${leg.rest}') ON CONFLICT (what) DO NOTHING;
    END;
    ${lettingIn(leg.rest)}
  END $release$`;
  try {
    await source.session.query(text);
  } catch (error) {
    if (!tooLate.has(codeOf(error))) throw error;
  }
}

/** Removes what is left of the key's rows, a part at a time, while the slot is open. */
export async function releaseTheRest(work: Work): Promise<void> {
  const { session } = work.source;
  const { schema, stream } = work.made;
  const condition = rowsThatGo(work);
  const [known] = await session.query('SELECT to_regclass($1)::text AS notes', [`${schema}.${notesTable}`]);
  const rest = known?.notes == null ? null : await noteOn(session, schema, unreleasedNote);
  if (rest === null || condition === null) return;
  await session.query(`DO $unpublish$ DECLARE one record; BEGIN ${unpublishing(stream)} END $unpublish$`);
  for (const { name } of await session.query(tablesOf(rest))) {
    for (let gone = rowsAtOnce; gone === rowsAtOnce; ) {
      const counted = await inTransaction(
        session,
        () =>
          session.query(
            `WITH gone AS (${removing(String(name), condition)} RETURNING 1) SELECT count(*) AS gone FROM gone`,
          ),
        { session_replication_role: 'replica' },
      );
      gone = Number(counted?.[0]?.gone);
    }
  }
  await session.query(`DELETE FROM ${schema}.${notesTable} WHERE what = $1`, [unreleasedNote]);
}

const tablesOf = (slot: string) => `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class c
  JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = '${slot}' AND relkind = 'r'`;

/** The reader of the stream need not hear of it; and a table without a way to tell its rows apart lets none be removed while it is published. */
const unpublishing = (
  stream: string,
) => `FOR one IN SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_publication_tables
    WHERE pubname = '${stream}' AND schemaname NOT LIKE 'headroom_%' LOOP
    EXECUTE 'ALTER PUBLICATION ${stream} DROP TABLE ' || one.name;
  END LOOP;`;

const removing = (name: string, condition: string) =>
  `DELETE FROM ${name} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${name} WHERE ${condition} LIMIT ${rowsAtOnce}))`;
