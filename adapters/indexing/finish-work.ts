import { type IndexAtWork, ownPrefix } from '../../core/indexing/index-standing.ts';
import type { Session } from '../postgres/session.ts';
import { type ChangingOptions, dropIndex, writeNote } from './change-indexes.ts';
import { countsOf } from './make-index.ts';
import { parseStatement } from './parse-statement.ts';
import { readCatalog } from './read-catalog.ts';
import { readStatements } from './read-statements.ts';
import { readBuilds, readOwnIndexes } from './read-work.ts';

/** Statements that are looked through for those that an index may be for. */
const mostStatements = 300;

/** What was done to an index whose making had been broken off. */
export interface Finished {
  readonly index: IndexAtWork;
  readonly is: 'dropped' | 'written';
}

/**
 * Carries on where makings were broken off: what a failed build has left is dropped, and at what is there it is written since when.
 * What is being built is left alone.
 */
export async function finishWork(
  looking: Session,
  schemas: readonly string[],
  options: ChangingOptions,
  nowMs: () => number,
): Promise<readonly Finished[]> {
  const builds = await readBuilds(looking, schemas);
  const open = (await readOwnIndexes(looking, schemas)).filter(
    ({ name, note, isValid }) => name.startsWith(ownPrefix) && (note === null || !isValid),
  );
  const finished: Finished[] = [];
  for (const index of open) {
    const { schema, table, name, isValid } = index;
    if (builds.some((one) => one.schema === schema && one.table === table)) continue;
    if (isValid) {
      const before = await countsOf(looking, await statementsOn(looking, schemas, `${schema}.${table}`));
      await writeNote(schema, name, { schema: 1, is: 'made', atMs: nowMs(), before }, options);
    } else await dropIndex(schema, name, options);
    finished.push({ index, is: isValid ? 'written' : 'dropped' });
  }
  return finished;
}

async function statementsOn(looking: Session, schemas: readonly string[], table: string): Promise<readonly string[]> {
  const catalog = await readCatalog(looking, schemas);
  const ids: string[] = [];
  for (const { id, text } of await readStatements(looking, mostStatements)) {
    const parsed = await parseStatement(text, catalog, schemas);
    if (parsed.is === 'read' && parsed.uses.some((use) => use.table === table)) ids.push(id);
  }
  return ids;
}
