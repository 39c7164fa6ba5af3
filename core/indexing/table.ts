/** What the planner knows of a column. */
export interface ColumnKnown {
  /** Distinct values; below 0 a share of the rows, as pg_stats has it. */
  readonly distinct: number;
  readonly widthBytes: number;
}

/** A table that statements read, as the database describes it. */
export interface TableKnown {
  readonly schema: string;
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  readonly columns: ReadonlyMap<string, ColumnKnown>;
}

/** Tables by `schema.name`. */
export type Catalog = ReadonlyMap<string, TableKnown>;
