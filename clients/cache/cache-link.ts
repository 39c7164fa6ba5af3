/** A script of Redis, and the SHA-1 of its text, by which Redis knows it. */
export interface Script {
  readonly text: string;
  readonly sha1: string;
}

/** What a cache needs of its server. `ioredisLink` is one over ioredis; whoever uses another client fills these four. */
export interface CacheLink {
  /** MGET. All keys of one call lie in one slot. Rejects where the server does not answer. */
  read(keys: readonly string[]): Promise<readonly (string | null)[]>;
  /** EVALSHA, and EVAL where the server does not know the script. All keys of one call lie in one slot. */
  run(script: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>;
  /**
   * What stands or falls together with this key: the connection to the server that has it. It must be another word after
   * every new connection, since somebody else may answer there now.
   */
  nodeOf(key: string): string;
  close(): Promise<void>;
}
