import { cutMark, madeNames } from '../made-names.ts';
import { letIn, renamed } from '../open-schema.ts';
import { quoted } from '../quoted.ts';
import { inTransaction, type Row } from '../session.ts';
import type { Work } from '../work.ts';

/** Longer than vacuum takes to give way; nobody else has locks on a closed copy. */
const limits = { lock_timeout: 1_500 };

/** The commit of this transaction is the moment at which the slot has moved. */
export async function open(work: Work): Promise<void> {
  const { target, leg, made } = work;
  const { session } = target;
  const entering = await statementsOf(work);
  await inTransaction(
    session,
    async () => {
      const marks = await session.query(`SELECT told FROM ${quoted(made.schema, made.marks)} WHERE id = $1`, [cutMark]);
      const [mark] = marks;
      // The rename comes first: what follows is done by the one whose rename succeeds.
      if (mark === undefined || !(await renamed(session, leg.live, leg.opened))) return 'rolled back';
      const last = Object.entries(mark.told as Row);
      if (last.length > 0) {
        await session.query(setSequences, [leg.opened, last.map(([name]) => name), last.map(([, value]) => value)]);
      }
      await session.query(entering);
      return null;
    },
    limits,
  );
}

/** A number taken at the source just before the cut may come back after it: some are left out. */
const setSequences = `
  SELECT setval(c.oid::regclass, CASE WHEN seqincrement > 0 THEN least(seqmax, last + 32 * seqcache * seqincrement)
    ELSE greatest(seqmin, last + 32 * seqcache * seqincrement) END)
  FROM unnest($2::text[], $3::bigint[]) AS known(name, last)
  JOIN pg_class c ON relname = name AND relnamespace = $1::text::regnamespace JOIN pg_sequence ON seqrelid = c.oid`;

/** Everything else that makes it a slot that is open, in one message, since writers wait. */
async function statementsOf(work: Work): Promise<string> {
  const { target, leg } = work;
  const names = await target.session.query(tablesOf, [leg.live]);
  const tables = names.map(({ name }) => quoted(leg.opened, String(name)));
  const comment = `COMMENT ON SCHEMA ${quoted(leg.opened)} IS NULL`;
  return [...publishing(work, tables), letIn(work, leg.opened), comment].join('; ');
}

function publishing({ move }: Work, tables: readonly string[]): string[] {
  if (move.way === 'back' || tables.length === 0) return [];
  const { stream } = madeNames({ ...move, way: 'back' });
  const vacuumed = tables.map((table) => `ALTER TABLE ${table} RESET (autovacuum_enabled)`);
  return [`ALTER PUBLICATION ${quoted(stream)} ADD TABLE ${tables.join(', ')}`, ...vacuumed];
}

const tablesOf = `
  SELECT relname AS name FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1) AND relkind = 'r'
  ORDER BY relname`;
