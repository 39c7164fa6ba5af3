/** Something that a client of shards was told or met. The message says what to do next. */
export class ShardError extends Error {
  /** The shard that it is about; null where it is about none. */
  readonly shard: string | null;

  constructor(message: string, shard: string | null = null, cause?: unknown) {
    super(message, { cause });
    this.shard = shard;
  }
}

/** The shard does not answer. Nothing of the transaction has been done. */
export class ShardDown extends ShardError {
  override readonly name = 'ShardDown';
}

/** The shard refuses user or password, also as they are now. Nothing of the transaction has been done. */
export class CredentialsRefused extends ShardError {
  override readonly name = 'CredentialsRefused';
}
