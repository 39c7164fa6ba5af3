import type { Construct } from 'constructs';
import type { DatabaseInput } from '../../core/indexing/config/database.ts';
import type { PostgresServer } from './postgres-server.ts';

/** A database whose indexes are looked at. */
export interface IndexProps extends Omit<DatabaseInput, 'schema' | 'servers'> {
  /** Several where the same tables are on each, as those of a sharded store are: what pays is looked for on the first. */
  readonly servers: readonly PostgresServer[];
  /**
   * Where grant, rules and config are made. They depend on Headroom and on the servers.
   * @default - the stack of Headroom
   */
  readonly scope?: Construct;
}
