import { literal, quoted } from '../../../../postgres/quoted.ts';
import { inTransaction, type Session } from '../../../../postgres/session.ts';
import { fingerprint, fingerprintText } from '../catalogue/fingerprint.ts';
import { schemaDdl } from '../catalogue/schema-ddl.ts';
import { factsNote, slotFacts } from '../catalogue/slot-facts.ts';
import { commentOf, notesTable, rowsNote } from '../made-names.ts';
import { note } from '../notes.ts';
import { rowsThatGo } from '../rows-that-go.ts';
import type { Work } from '../work.ts';

/** An empty copy at the target, closed, and a publication of every table, by name, at the source. */
export async function prepare(work: Work): Promise<void> {
  const { source, target, leg, made } = work;
  await makeTables(source.session, made.schema);
  await makeTables(target.session, made.schema);
  const ddl = await schemaDdl(source.session, leg.live);
  const print = fingerprintText(await fingerprint(source.session, leg.live));
  if (!(await exists(target.session, leg.live))) await makeCopy(work, ddl.first, print);
  await noteSlot(work);
  const published = await source.session.query('SELECT 1 FROM pg_publication WHERE pubname = $1', [made.stream]);
  if (published.length > 0) return;
  const rows = rowsThatGo(work);
  const which = rows === null ? '' : ` WHERE (${rows})`;
  const tables = [...ddl.tables.map((table) => `${quoted(leg.live, table)}${which}`), quoted(made.schema, made.marks)];
  await source.session.query(`CREATE PUBLICATION ${quoted(made.stream)} FOR TABLE ${tables.join(', ')}`);
}

async function makeCopy({ target, leg, made, move }: Work, ddl: readonly string[], print: string): Promise<void> {
  const { session } = target;
  await inTransaction(session, async () => {
    await session.query(`CREATE SCHEMA ${quoted(leg.live)}`);
    await session.query(`COMMENT ON SCHEMA ${quoted(leg.live)} IS ${literal(commentOf(move))}`);
    for (const statement of ddl) await session.query(statement);
    // Of the tables as the copy was made from them, whoever made it.
    await note(session, made.schema, 'fingerprint', print);
  });
}

/** What opening and reopening need is noted on both sides, so that no text of a user's has to stand in them. */
export async function noteSlot(work: Work): Promise<void> {
  const { source, target, leg, made, applicationRole } = work;
  const facts = await slotFacts(source.session, leg.live, applicationRole);
  const rows = rowsThatGo(work);
  for (const { session } of [source, target]) {
    await note(session, made.schema, factsNote, facts);
    await note(session, made.schema, 'application role', applicationRole);
    if (rows !== null) await note(session, made.schema, rowsNote, rows);
  }
}

/** The tables of marks, for both ways, and of notes. */
async function makeTables(session: Session, schema: string): Promise<void> {
  await session.query(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`);
  const columns = 'told jsonb, at timestamptz NOT NULL DEFAULT clock_timestamp()';
  for (const marks of ['marks', 'marks_back'])
    await session.query(`CREATE TABLE IF NOT EXISTS ${quoted(schema, marks)} (id text PRIMARY KEY, ${columns})`);
  const notes = quoted(schema, notesTable);
  await session.query(
    `CREATE TABLE IF NOT EXISTS ${notes} (what text PRIMARY KEY, told text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp())`,
  );
}

async function exists(session: Session, schema: string): Promise<boolean> {
  return (await session.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])).length > 0;
}
