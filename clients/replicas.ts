import { questions } from '../adapters/replicas/dialects.ts';
import { type FleetOptions, milliseconds, openFleet } from '../adapters/replicas/open-fleet.ts';
import { ReplicaClient } from '../adapters/replicas/replica-client.ts';

export type { ServerAddress } from '../adapters/replicas/fleet.ts';
export type { FleetOptions, Servers } from '../adapters/replicas/open-fleet.ts';
export type { Answered, ReplicaClient } from '../adapters/replicas/replica-client.ts';
export {
  CommitUnknown,
  ConnectionLost,
  CredentialsRefused,
  LeavesTransaction,
  NoWriter,
  ReplicaError,
  RolledBack,
} from '../adapters/replicas/replica-error.ts';
export type { ServerTransaction, Work } from '../adapters/replicas/server-transaction.ts';
export type { Unfit } from '../core/replicas/seen.ts';
export { tellUnfit } from '../core/replicas/tell-unfit.ts';
export type { Token } from '../core/replicas/token.ts';

/** What `openReplicas` needs to know. */
export interface ReplicasOptions extends FleetOptions {
  /** How long a transaction that has not begun waits for a writer. @default 2 */
  readonly writerPatienceSeconds?: number;
}

/**
 * Opens a database that has replicas. Nothing is connected before it is used. Keep what it answers for the life of the
 * process. Throws `InvalidInput`.
 */
export function openReplicas(options: ReplicasOptions): ReplicaClient {
  const { engine = 'postgres', schemaVersion } = options;
  const { fleet, mostLagMs, close } = openFleet(options);
  return new ReplicaClient({
    fleet,
    schemaVersion: schemaVersion === undefined ? 'any' : (schemaVersion.expected ?? null),
    mostLagMs,
    writerPatienceMs: milliseconds('writerPatienceSeconds', options.writerPatienceSeconds ?? 2),
    position: questions(engine, null)[0] ?? '',
    nowMs: () => performance.now(),
    close,
  });
}
