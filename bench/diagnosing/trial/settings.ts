import type { PostgresServer } from '../../../local/postgres/start-postgres.ts';

/** How the service on trial is made: each part is a limit of a size that is known. */
export interface Settings {
  /** Milliseconds that the one thread is busy with a request. */
  readonly spinMs: number;
  /** So many requests at once do something that takes a fixed time. */
  readonly semaphore: { readonly permits: number; readonly heldMs: number };
  /** Connections to the database, each held for a fixed time beside what its query takes. */
  readonly pool: { readonly size: number; readonly heldMs: number };
  /** How long a query holds the one lock of its key, and how many keys there are. */
  readonly lock: { readonly keys: number; readonly heldMs: number };
  /** Rows that the view adds up for each request. */
  readonly viewRows: number;
  /** What the downstream service does at once, and how long it takes for each. */
  readonly downstream: { readonly workers: number; readonly heldMs: number };
}

/** What the process of the service is told at its start. */
export interface ServiceOrders {
  readonly settings: Settings;
  readonly database: Pick<PostgresServer, 'host' | 'port' | 'database' | 'username' | 'password'>;
  readonly downstreamUrl: string;
}

/** A service with plenty of everything. */
export const plenty: Settings = {
  spinMs: 0,
  semaphore: { permits: 60, heldMs: 8 },
  pool: { size: 40, heldMs: 8 },
  lock: { keys: 50, heldMs: 0 },
  viewRows: 10,
  downstream: { workers: 40, heldMs: 6 },
};
