import { fingerprint } from '../fingerprint.ts';
import { cutMark } from '../made-names.ts';
import { noteOn } from '../notes.ts';
import { quoted } from '../quoted.ts';
import { codeOf, inTransaction } from '../session.ts';
import type { Work } from '../work.ts';

/** How long writers may queue behind one try. */
const lockMs = 300;
const limits = { lock_timeout: lockMs, statement_timeout: 2 * lockMs };

/** lock_not_available, query_canceled, deadlock_detected; and invalid_schema_name, undefined_table: another was quicker. */
const inVain: ReadonlySet<string | null> = new Set(['55P03', '57014', '40P01', '3F000', '42P01']);

/** The fence. Whoever writes has ended before it, or finds no such schema any more. */
export async function cut(work: Work): Promise<void> {
  const { source, target, leg, made, applicationRole, move } = work;
  const { session } = source;
  const print = move.way === 'there' ? await noteOn(target.session, made.schema, 'fingerprint') : null;
  const tables = (await session.query(tablesOf, [leg.live])).map(({ name }) => quoted(leg.live, String(name)));
  try {
    await inTransaction(
      session,
      async () => {
        if (tables.length > 0) await session.query(`LOCK TABLE ${tables.join(', ')} IN SHARE ROW EXCLUSIVE MODE`);
        if (print !== null && (await fingerprint(session, leg.live)) !== print) return 'rolled back';
        await session.query(`INSERT INTO ${quoted(made.schema, made.marks)} (id, told) ${marking}`, [
          cutMark,
          leg.live,
        ]);
        const revoke = `REVOKE ALL ON SCHEMA ${quoted(leg.live)} FROM ${quoted(applicationRole)}`;
        await session.query(`${revoke}; ALTER SCHEMA ${quoted(leg.live)} RENAME TO ${quoted(leg.cut)}`);
        return null;
      },
      limits,
    );
  } catch (error) {
    if (!inVain.has(codeOf(error))) throw error;
  }
}

const tablesOf = `
  SELECT relname AS name FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1) AND relkind = 'r'
  ORDER BY relname`;

/** The mark takes along how far sequences are, which replication leaves behind. */
const marking = `
  SELECT $1::text, coalesce(jsonb_object_agg(sequencename, last_value) FILTER (WHERE last_value IS NOT NULL), '{}')
  FROM pg_sequences WHERE schemaname = $2::text`;
