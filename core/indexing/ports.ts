import type { Outcome } from '../model/outcome.ts';
import type { Term } from '../ports.ts';
import type { DatabaseConfig } from './config/database.ts';
import type { Counts } from './counts.ts';
import type { IndexStep, Seen, WorkSeen } from './observation.ts';

/** The databases that are configured. */
export interface Databases {
  names(): Promise<readonly string[]>;
  /** Rejects with `Refusal` where there is none of this name, or where its config cannot be used. */
  config(database: string): Promise<DatabaseConfig>;
}

/** What was counted at the look before. */
export interface Before {
  readonly counts: Counts;
  readonly atMs: number;
}

/** Looks into the servers of a database. */
export interface Advisor {
  /** Changes nothing. Rejects with `Refusal` where somebody has to mend something first, as where an extension is not there. */
  look(config: DatabaseConfig, before: Before | null): Promise<Seen>;
  /** What Headroom has made, and what is being built, on each server in their order. Changes nothing. */
  work(config: DatabaseConfig, atMs: number): Promise<readonly WorkSeen[]>;
  /** Takes one step. A build that takes longer than `term` goes on at the server. */
  act(config: DatabaseConfig, step: IndexStep, term: Term, atMs: number): Promise<Outcome>;
}
