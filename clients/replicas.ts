export type { ServerAddress } from '../adapters/replicas/fleet.ts';
export { openReplicas, type ReplicasOptions, type Servers } from '../adapters/replicas/open-replicas.ts';
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
