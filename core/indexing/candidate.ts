import type { Key } from './statement.ts';

/** An index that might pay. */
export interface Candidate {
  /** As `schema.name`. */
  readonly table: string;
  readonly keys: readonly (Key & { readonly descending: boolean })[];
  readonly include: readonly string[];
  /** The rows that it is of; null for all. */
  readonly where: string | null;
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A table as SQL, of its `schema.name`. */
export function tableSql(table: string): string {
  const at = table.indexOf('.');
  return `${quote(table.slice(0, at))}.${quote(table.slice(at + 1))}`;
}

/** What follows `CREATE INDEX [CONCURRENTLY name]`; two candidates are the same where this is. */
export function definition({ table, keys, include, where }: Candidate): string {
  const columns = keys.map(({ sql, descending }) => (descending ? `${sql} DESC` : sql)).join(', ');
  const included = include.length === 0 ? '' : ` INCLUDE (${include.map(quote).join(', ')})`;
  return `ON ${tableSql(table)} (${columns})${included}${where === null ? '' : ` WHERE ${where}`}`;
}
