/** What the planner knows of a column. */
export interface ColumnKnown {
  /** Distinct values; below 0 a share of the rows, as pg_stats has it. */
  readonly distinct: number;
  readonly widthBytes: number;
  /** Whether an index keeps rows of one value together: not of types whose equal values may look different, as 1.0 and 1.00. */
  readonly isDeduplicated: boolean;
}

/** A table that statements read, as the database describes it. */
export interface TableKnown {
  readonly schema: string;
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  /** Left out where it is not: rows of one that is stand in its parts, and the server makes no index on it beside writers. */
  readonly isPartitioned?: true;
  readonly columns: ReadonlyMap<string, ColumnKnown>;
}

/** Tables by `schema.name`. */
export type Catalog = ReadonlyMap<string, TableKnown>;
