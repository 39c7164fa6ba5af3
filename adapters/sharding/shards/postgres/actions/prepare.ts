import { literal, quoted } from '../../../../postgres/quoted.ts';
import { inTransaction, type Session } from '../../../../postgres/session.ts';
import { fingerprint } from '../fingerprint.ts';
import { commentOf, notesTable } from '../made-names.ts';
import { note, noteOn } from '../notes.ts';
import { rowsThatGo } from '../rows-that-go.ts';
import { schemaDdl } from '../schema-ddl.ts';
import type { Work } from '../work.ts';

/** An empty copy at the target, closed, and a publication of every table, by name, at the source. */
export async function prepare(work: Work): Promise<void> {
  const { source, target, leg, made } = work;
  await makeTables(source.session, made.schema);
  await makeTables(target.session, made.schema);
  const ddl = await schemaDdl(source.session, leg.live);
  const print = await fingerprint(source.session, leg.live);
  if (!(await exists(target.session, leg.live))) await makeCopy(work, ddl.first, print);
  // Of the tables as the copy was made from them, whoever made it: the cut compares them once more.
  const known = await noteOn(target.session, made.schema, 'fingerprint');
  await note(source.session, made.schema, 'fingerprint', known ?? print);
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
    await note(session, made.schema, 'fingerprint', print);
  });
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
