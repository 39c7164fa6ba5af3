/** A column, or an expression over one, that an index can have as its key. */
export interface Key {
  /** As SQL, names in quotes. */
  readonly sql: string;
  /** The column that it is, or is computed from. */
  readonly column: string;
}

/** How a statement uses one table. */
export interface Use {
  /** As `schema.name`. */
  readonly table: string;
  readonly equal: readonly Key[];
  readonly range: readonly Key[];
  /** What it sorts by, in that order, where all of it is of this table. */
  readonly order: readonly (Key & { readonly descending: boolean })[];
  readonly group: readonly Key[];
  /** What rows have to be beyond that, and no value decides: `"deleted_at" IS NULL`. */
  readonly partial: readonly string[];
  /** All columns that it reads; null where it reads every one. */
  readonly needed: readonly string[] | null;
}

/** A statement of a workload: how often it ran, and what it does. */
export interface Statement {
  readonly id: string;
  /** With `$1`, `$2`... in place of values, as pg_stat_statements keeps it. */
  readonly text: string;
  readonly calls: number;
  /** How long all of its calls took together; null where nobody measured. */
  readonly totalMs: number | null;
  readonly uses: readonly Use[];
}
