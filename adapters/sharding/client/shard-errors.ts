import { ShardError } from '../../postgres/shard-error.ts';

/** There is no map of this keyspace. */
export class UnknownKeyspace extends ShardError {
  override readonly name = 'UnknownKeyspace';
}

/** A key that cannot be routed. */
export class InvalidKey extends ShardError {
  override readonly name = 'InvalidKey';
}

/** The role may not use what it should. Nothing of the transaction has been done. */
export class NotAllowed extends ShardError {
  override readonly name = 'NotAllowed';
}

/** The slot stayed between two shards for longer than a client waits. Nothing of the transaction has been done. */
export class FencedTooLong extends ShardError {
  override readonly name = 'FencedTooLong';
}

/** The transaction did something that would take it out of its slot. Nothing of it has been done. */
export class LeavesItsSlot extends ShardError {
  override readonly name = 'LeavesItsSlot';
}

/** The transaction's work ended in a rollback although the callback returned: it caught an error and went on. */
export class RolledBack extends ShardError {
  override readonly name = 'RolledBack';
}

/**
 * The connection was lost after COMMIT was sent, so nobody knows whether it took effect. It is never tried again by itself:
 * write under a key of your own that tells whether it has been done, and look for that.
 */
export class CommitUnknown extends ShardError {
  override readonly name = 'CommitUnknown';
}
