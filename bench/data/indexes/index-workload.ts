import type { PostgresServer } from '../../../local/postgres/start-postgres.ts';

/** One statement, and values for one call of it. */
export interface WorkloadQuery {
  readonly text: string;
  readonly values: (n: number) => unknown[];
}

/** Tables, and the statements that run on them. */
export interface IndexWorkload {
  readonly schema: string;
  /** How often each statement runs. @default 30 */
  readonly rounds?: number;
  load(server: PostgresServer, binaries: string, ask: (text: string) => Promise<unknown>): Promise<void>;
  readonly queries: readonly WorkloadQuery[];
}
