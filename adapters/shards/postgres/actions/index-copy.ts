import { note } from '../notes.ts';
import { quoted } from '../quoted.ts';
import { schemaDdl } from '../schema-ddl.ts';
import type { Work } from '../work.ts';

/** Indexes, foreign keys and statistics. Nobody but the stream writes to the copy yet, and it waits. */
export async function indexCopy({ source, target, leg, made }: Work): Promise<void> {
  const { later, tables } = await schemaDdl(source.session, leg.live);
  const known = new Set((await target.session.query(madeAlready, [leg.live])).map(({ name }) => String(name)));
  for (const { name, statement } of later) if (!known.has(name)) await target.session.query(statement);
  for (const table of tables) await target.session.query(`ANALYZE ${quoted(leg.live, table)}`);
  await note(target.session, made.schema, 'indexed', 'yes');
}

const madeAlready = `
  SELECT relname AS name FROM pg_class WHERE relnamespace = $1::text::regnamespace AND relkind = 'i'
  UNION SELECT conname FROM pg_constraint WHERE connamespace = $1::text::regnamespace
  UNION SELECT stxname FROM pg_statistic_ext WHERE stxnamespace = $1::text::regnamespace`;
