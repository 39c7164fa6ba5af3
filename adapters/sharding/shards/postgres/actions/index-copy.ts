import { quoted } from '../../../../postgres/quoted.ts';
import { codeOf, type Session } from '../../../../postgres/session.ts';
import { fingerprint } from '../catalogue/fingerprint.ts';
import { schemaDdl } from '../catalogue/schema-ddl.ts';
import { note } from '../notes.ts';
import type { Work } from '../work.ts';

/** Indexes, foreign keys, statistics, owners, rights. Nobody but the stream writes to the copy yet, and it waits. */
export async function indexCopy({ source, target, leg, made }: Work): Promise<void> {
  const { later, tables } = await schemaDdl(source.session, leg.live);
  const known = await fingerprint(target.session, leg.live);
  for (const { makes, statement } of later) {
    if (makes === null || !known.has(makes)) await patiently(target.session, statement);
  }
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
