import type { Unfit } from '../../core/replicas/seen.ts';

/** Something that a client of a primary and its replicas was told or met. The message says what to do next. */
export class ReplicaError extends Error {
  /** The server that it is about, as `host:port`; null where it is about none. */
  readonly server: string | null;

  constructor(message: string, server: string | null = null, cause?: unknown) {
    super(message, { cause });
    this.server = server;
  }
}

/** No server takes writes, or none that may be reached. Nothing of the transaction has been done. */
export class NoWriter extends ReplicaError {
  override readonly name = 'NoWriter';
  /** Why each replica that was thought of could not answer instead; empty of a write. */
  readonly refused: ReadonlyMap<string, Unfit>;

  constructor(message: string, refused: ReadonlyMap<string, Unfit>, cause?: unknown) {
    super(message, null, cause);
    this.refused = refused;
  }
}

/** The connection was lost before COMMIT was sent; `cause` is the connection's own error. Nothing has been done. */
export class ConnectionLost extends ReplicaError {
  override readonly name = 'ConnectionLost';
}

/** The connection was lost after COMMIT was sent, so nobody knows whether it took effect. It is never tried again by itself. */
export class CommitUnknown extends ReplicaError {
  override readonly name = 'CommitUnknown';
}

/** The transaction's work ended in a rollback although the callback returned: it caught an error and went on. */
export class RolledBack extends ReplicaError {
  override readonly name = 'RolledBack';
}

/** A statement that would end the transaction, or leave something behind for whoever has the connection next. */
export class LeavesTransaction extends ReplicaError {
  override readonly name = 'LeavesTransaction';
}

/** The server refuses user or password, also as they are now. Nothing of the transaction has been done. */
export class CredentialsRefused extends ReplicaError {
  override readonly name = 'CredentialsRefused';
}

/** The code of an error of PostgreSQL or of Node; empty where it has none. */
export function codeOf(error: unknown): string {
  const { code } = Object(error) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
