/** One line of a table. */
export interface Row {
  /** Where it ends in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The lines of a file as a table. */
export interface Rows {
  /** What wrote it, where its shape alone tells; null for other tables. */
  readonly shape: string | null;
  /** What separates its cells, in words. */
  readonly separator: string;
  readonly rows: readonly Row[];
}
