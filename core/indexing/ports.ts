import type { DatabaseConfig } from './config/database.ts';
import type { Counts, Seen } from './observation.ts';

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
}
