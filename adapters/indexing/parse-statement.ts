import type { Use } from '../../core/indexing/statement.ts';
import type { Catalog } from '../../core/indexing/table.ts';
import { type Node, UsesReader } from './uses-reader.ts';

/** Longer texts are not read: statements that people write are far shorter, and what a program generates is of no use here. */
export const longestRead = 64_000;

/** What a statement does, or why nobody can tell. */
export type ParsedStatement =
  | { readonly is: 'read'; readonly uses: readonly Use[]; readonly writes: string | null }
  | { readonly is: 'too long' }
  | { readonly is: 'too deep' }
  | { readonly is: 'not one statement' }
  | { readonly is: 'unreadable'; readonly why: string };

/**
 * Reads a statement with PostgreSQL's own grammar (of version 18, which reads more than older servers do). Nothing is
 * executed. `schemas` are looked through for names without one.
 */
export async function parseStatement(
  text: string,
  catalog: Catalog,
  schemas: readonly string[],
): Promise<ParsedStatement> {
  if (text.length > longestRead) return { is: 'too long' };
  if (text.trim() === '') return { is: 'not one statement' };
  const { parse } = await import('libpg-query');
  try {
    const { stmts = [] } = (await parse(text)) as { stmts?: { stmt?: Node }[] };
    const [first] = stmts;
    if (stmts.length !== 1 || first?.stmt === undefined) return { is: 'not one statement' };
    const reader = new UsesReader(catalog, schemas);
    return { is: 'read', uses: reader.read(first.stmt), writes: reader.writes };
  } catch (error) {
    if (error instanceof RangeError) return { is: 'too deep' };
    return { is: 'unreadable', why: error instanceof Error ? error.message : String(error) };
  }
}
