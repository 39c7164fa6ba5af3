import { definition } from '../../core/indexing/candidate.ts';
import { candidates } from '../../core/indexing/candidates.ts';
import { type Choice, chooseIndexes, type Limits, type Progress } from '../../core/indexing/choose-indexes.ts';
import { isThere } from '../../core/indexing/standing-indexes.ts';
import type { Statement } from '../../core/indexing/statement.ts';
import type { Counted } from '../../core/indexing/statement-statistics.ts';
import type { Session } from '../postgres/session.ts';
import { indexName } from './index-name.ts';
import { longestRead, parseStatement } from './parse-statement.ts';
import { readCatalog } from './read-catalog.ts';
import { readIndexes } from './read-indexes.ts';
import { beginWhatIf, type TriedBy, type TryingOptions } from './what-if/begin-what-if.ts';
import type { Unpriced } from './what-if/planned.ts';

/** Which indexes would pay for a workload, and what of it nobody could look at. */
export interface Advice extends Choice {
  readonly statements: readonly Statement[];
  readonly candidates: number;
  readonly left: readonly Unpriced[];
  readonly triedBy: TriedBy;
  /** What of the server a twin does not have, with why. */
  readonly missing: readonly string[];
}

export interface AdviseOptions extends Progress, TryingOptions {
  readonly schemas: readonly string[];
  readonly limits: Limits;
}

/** Reads statements, finds what might serve them, and tries it; nothing is executed and nothing changed. */
export async function advise(session: Session, counted: readonly Counted[], options: AdviseOptions): Promise<Advice> {
  const { schemas, limits } = options;
  const known = await readCatalog(session, schemas);
  const catalog = new Map([...known].filter(([, { isPartitioned }]) => isPartitioned !== true));
  const [statements, left]: [Statement[], Unpriced[]] = [[], []];
  const writes = new Map<string, number>();
  for (const one of counted) {
    const parsed = await parseStatement(one.text, known, schemas);
    if (parsed.is === 'read') {
      if (parsed.writes !== null) writes.set(parsed.writes, (writes.get(parsed.writes) ?? 0) + one.rows);
      const uses = parsed.uses.filter(({ table }) => catalog.has(table));
      if (uses.length > 0) statements.push({ ...one, uses });
      const apart = parsed.uses.find(({ table }) => !catalog.has(table));
      if (apart !== undefined) left.push({ id: one.id, why: tellPartitioned(apart.table) });
    } else left.push({ id: one.id, why: tellUnread(parsed) });
  }
  const there = await readIndexes(session, schemas);
  const own = new Set(there.filter(({ isValid }) => isValid).map(({ name }) => name));
  const all = candidates(statements, catalog).filter(
    (one) => !isThere(one, there) && !own.has(indexName(definition(one))),
  );
  const trying = await beginWhatIf(session, schemas, catalog, options);
  try {
    const choice = await chooseIndexes(statements, all, writes, trying.whatIf, limits, options);
    const { by: triedBy, missing, unpriced } = trying;
    return { ...choice, statements, candidates: all.length, left: [...left, ...unpriced], triedBy, missing };
  } finally {
    await trying.end();
  }
}

function tellPartitioned(table: string): string {
  return `it reads ${table}, which is partitioned: an index on it is made on each of its parts first, by you`;
}

function tellUnread(parsed: Exclude<Awaited<ReturnType<typeof parseStatement>>, { is: 'read' }>): string {
  switch (parsed.is) {
    case 'too long':
      return `it has more than ${longestRead} characters`;
    case 'too deep':
      return 'it is nested deeper than is read';
    case 'not one statement':
      return 'it is not one statement';
    case 'unreadable':
      return `it cannot be read: ${parsed.why}`;
  }
}
