import { quoted } from '../../../../postgres/quoted.ts';
import { codeOf, type Session } from '../../../../postgres/session.ts';
import { note } from '../notes.ts';
import { schemaDdl } from '../schema-ddl.ts';
import type { Work } from '../work.ts';

/** Indexes, foreign keys and statistics. Nobody but the stream writes to the copy yet, and it waits. */
export async function indexCopy({ source, target, leg, made }: Work): Promise<void> {
  const { later, tables } = await schemaDdl(source.session, leg.live);
  const known = new Set((await target.session.query(madeAlready, [leg.live])).map(({ name }) => String(name)));
  for (const { name, statement } of later) if (!known.has(name)) await patiently(target.session, statement);
  for (const table of tables) await target.session.query(`ANALYZE ${quoted(leg.live, table)}`);
  await note(target.session, made.schema, 'indexed', 'yes');
}

const deadlock = '40P01';
const tries = 5;

/** The stream locks tables in whatever order writers did: now and then it is in each other's way with a foreign key. */
async function patiently(session: Session, statement: string): Promise<void> {
  for (let count = 1; ; count++) {
    try {
      await session.query(statement);
      return;
    } catch (error) {
      if (codeOf(error) !== deadlock || count === tries) throw error;
    }
  }
}

const madeAlready = `
  SELECT relname AS name FROM pg_class WHERE relnamespace = $1::text::regnamespace AND relkind = 'i'
  UNION SELECT conname FROM pg_constraint WHERE connamespace = $1::text::regnamespace
  UNION SELECT stxname FROM pg_statistic_ext WHERE stxnamespace = $1::text::regnamespace`;
