import { cutMark, madeNames } from '../made-names.ts';
import { letIn, renamed } from '../open-schema.ts';
import { quoted } from '../quoted.ts';
import { inTransaction, type Row } from '../session.ts';
import type { Work } from '../work.ts';

/** Longer than vacuum takes to give way; nobody else has locks on a closed copy. */
const lockMs = 1_500;

/** The commit of this transaction is the moment at which the slot has moved. */
export async function open(work: Work): Promise<void> {
  const { target, leg, made, move } = work;
  const { session } = target;
  await inTransaction(session, async () => {
    await session.query(`SET LOCAL lock_timeout = ${lockMs}`);
    const marks = await session.query(`SELECT told FROM ${quoted(made.schema, made.marks)} WHERE id = $1`, [cutMark]);
    const [mark] = marks;
    // The rename comes first: what follows is done by the one whose rename succeeds.
    if (mark === undefined || !(await renamed(session, leg.live, leg.opened))) return 'rolled back';
    for (const [name, last] of Object.entries(mark.told as Row)) {
      await session.query(setSequence, [quoted(leg.opened, name), last]);
    }
    if (move.way === 'there') await publishBack(work);
    await letIn(work, session, leg.opened);
    await session.query(`COMMENT ON SCHEMA ${quoted(leg.opened)} IS NULL`);
    return null;
  });
}

/** A number taken at the source just before the cut may come back after it: some are left out. */
const setSequence = `
  SELECT setval(seqrelid::regclass, CASE WHEN seqincrement > 0 THEN least(seqmax, $2::bigint + 32 * seqcache * seqincrement)
    ELSE greatest(seqmin, $2::bigint + 32 * seqcache * seqincrement) END)
  FROM pg_sequence WHERE seqrelid = $1::text::regclass`;

async function publishBack({ target, leg, move }: Work): Promise<void> {
  const { session } = target;
  const { stream } = madeNames({ ...move, way: 'back' });
  const tables = (await session.query(tablesOf, [leg.opened])).map(({ name }) => quoted(leg.opened, String(name)));
  if (tables.length === 0) return;
  await session.query(`ALTER PUBLICATION ${quoted(stream)} ADD TABLE ${tables.join(', ')}`);
  for (const table of tables) await session.query(`ALTER TABLE ${table} RESET (autovacuum_enabled)`);
}

const tablesOf = `
  SELECT relname AS name FROM pg_class WHERE relnamespace = $1::text::regnamespace AND relkind = 'r' ORDER BY relname`;
