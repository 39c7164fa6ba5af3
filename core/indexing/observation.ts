import type { Observed } from '../capability.ts';
import type { DatabaseConfig } from './config/database.ts';

/** What the server had counted of each statement at a look: calls, milliseconds, rows. */
export type Counts = Readonly<Record<string, readonly [calls: number, totalMs: number, rows: number]>>;

/** What is remembered of a database between two looks. */
export interface Kept {
  readonly schema: 1;
  readonly counts: Counts;
  /** When they were counted. */
  readonly countedAtMs: number;
  /** What was last advised, in one text: who listens hears of a change of it. */
  readonly told: string;
}

/** A statement that ran, as far as people want to see it. */
export interface Ran {
  readonly id: string;
  readonly text: string;
  readonly calls: number;
  readonly totalMs: number;
}

/** An index that would pay. */
export interface Paying {
  /** What follows `CREATE INDEX CONCURRENTLY`. */
  readonly sql: string;
  readonly table: string;
  readonly bytes: number;
  /** What it takes off all that ran, of the planner's costs and its own upkeep taken off, percent. */
  readonly gainPercent: number;
  /** The statements that it serves, the most first. */
  readonly serves: readonly string[];
}

/** An index that is there, costs, and serves nobody. */
export interface Idle {
  readonly server: string;
  /** As `schema.name`. */
  readonly name: string;
  readonly is: 'unused' | 'duplicate' | 'invalid';
  /** The index that does the same; null of others. */
  readonly instead: string | null;
  readonly bytes: number;
  /** The statement that brings it back. */
  readonly sql: string;
}

/** What one look found. */
export interface Seen {
  readonly counts: Counts;
  /** Of which time the statements are; null for all that the server has counted since it began to. */
  readonly sinceMs: number | null;
  readonly statements: number;
  readonly ran: readonly Ran[];
  readonly candidates: number;
  readonly paying: readonly Paying[];
  /** What all of them take off together, percent. */
  readonly reductionPercent: number;
  readonly idle: readonly Idle[];
  /** Statements that could not be looked at, by the reason, with how many there are. */
  readonly left: readonly { readonly why: string; readonly statements: number }[];
  /** Why nobody can say which indexes are unused; null where all servers were asked. */
  readonly unasked: string | null;
  /** Whether time ran out before all candidates had been priced. */
  readonly cutShort: boolean;
}

/** Everything deciding may know of a database. */
export interface Observation extends Observed<Kept> {
  readonly config: DatabaseConfig;
  /** Null where the mode is `off`. */
  readonly seen: Seen | null;
}

/** One thing to do about the indexes of a server. */
export type IndexStep =
  | { readonly do: 'create'; readonly server: string; readonly sql: string; readonly gainPercent: number }
  | {
      readonly do: 'drop';
      readonly server: string;
      readonly name: string;
      readonly is: Idle['is'];
      /** The statement that brings it back. */
      readonly sql: string;
    };
