import type { Observed } from '../capability.ts';
import type { DatabaseConfig } from './config/database.ts';
import type { Counts } from './counts.ts';
import type { IndexState } from './index-standing.ts';

/** What is remembered of a database between two looks. */
export interface Kept {
  readonly schema: 1;
  readonly counts: Counts;
  /** When they were counted. */
  readonly countedAtMs: number;
  /** What was last advised, in one text: who listens hears of a change of it. */
  readonly told: string;
  /** Until when what was taken back is not made again, by its name; left out where nothing was. */
  readonly reverted?: Readonly<Record<string, number>>;
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
  /** What it is called where Headroom makes it. */
  readonly name: string;
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
  /** The time that the statements are of; null for all that the server has counted since it began to. */
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

/** An index that Headroom has made on a server, and how it stands. */
export interface IndexMade {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly bytes: number;
  readonly state: IndexState;
  readonly sql: string;
}

/** What Headroom has made on one server, and what is being built there, by whoever. */
export interface WorkSeen {
  readonly server: string;
  readonly made: readonly IndexMade[];
  /** Tables, as `schema.name`, with how far it is. */
  readonly building: readonly { readonly table: string; readonly phase: string; readonly percent: number | null }[];
}

/** Everything deciding may know of a database. */
export interface Observation extends Observed<Kept> {
  readonly config: DatabaseConfig;
  /** Null where the mode is `off`, and while something is under way: one thing is judged at a time. */
  readonly seen: Seen | null;
  /** Null where the mode is not `on`. */
  readonly work: readonly WorkSeen[] | null;
}

/** One thing to do about the indexes of a server. */
export type IndexStep =
  | {
      readonly do: 'create';
      readonly server: string;
      readonly sql: string;
      /** Null where it pays on another server already. */
      readonly gainPercent: number | null;
      /** What it is called where Headroom makes it; null where it chooses that when it does. */
      readonly name: string | null;
    }
  /** Stays with a build that was begun. */
  | {
      readonly do: 'follow';
      readonly server: string;
      readonly schema: string;
      readonly table: string;
      readonly name: string;
    }
  /** Writes at an index since when it is there. */
  | { readonly do: 'note'; readonly server: string; readonly schema: string; readonly name: string }
  /** Drops what Headroom has made: what a failed build has left, or what does not pay. */
  | {
      readonly do: 'take back';
      readonly server: string;
      readonly schema: string;
      readonly name: string;
      readonly is: 'left over' | 'does not pay';
      readonly sql: string;
    }
  | {
      readonly do: 'drop';
      readonly server: string;
      readonly name: string;
      readonly is: Idle['is'];
      /** The statement that brings it back. */
      readonly sql: string;
    };
