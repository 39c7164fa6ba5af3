import type { Series } from '../../readings/series.ts';

/** What was used of a table, or of one of its indexes, hour by hour; an hour in which nothing was is not among it. */
export interface Used {
  readonly readUnits: Series;
  readonly writeUnits: Series;
  /** Calls that one range of keys could not take, whatever the table as a whole could. */
  readonly hotReads: Series;
  readonly hotWrites: Series;
}

/** How one kind of call went. */
export interface Calls {
  readonly calls: number;
  /** Items that came of them; null where nobody counts that. */
  readonly items: number | null;
}

/** An index of a table of DynamoDB. */
export interface TableIndex {
  readonly name: string;
  readonly bytes: number;
  /** What makes it again, as `CreateTable` and `UpdateTable` take it. */
  readonly definition: Readonly<Record<string, unknown>>;
  readonly used: Used;
}

/** A table of DynamoDB as AWS describes and counts it, over some days. */
export interface TableFacts {
  readonly name: string;
  readonly isOnDemand: boolean;
  readonly items: number;
  readonly bytes: number;
  readonly createdAtMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** The table itself, without its indexes. */
  readonly used: Used;
  /** By the operation: what reads. */
  readonly reads: Readonly<Record<ReadOperation, Calls>>;
  /** Its global secondary indexes: others cannot be dropped. */
  readonly indexes: readonly TableIndex[];
  /** What AWS would not tell, with why. */
  readonly troubles: readonly string[];
}

/** Operations that read. `ExecuteStatement` is PartiQL, of which nobody counts what it reads apart. */
export const readOperations = [
  'GetItem',
  'BatchGetItem',
  'TransactGetItems',
  'Query',
  'Scan',
  'ExecuteStatement',
] as const;
export type ReadOperation = (typeof readOperations)[number];
