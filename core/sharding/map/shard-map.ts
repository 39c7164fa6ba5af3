/** A shard as clients need it. */
export interface ShardOfMap {
  readonly name: string;
  readonly weight: number;
}

/**
 * Which shard owns each slot, and since which epoch, at one version. A hint for clients: the authority is the shard
 * itself, which holds a slot under a name with the epoch in it (`slotName`), so a stale map is told so there.
 * Why: docs/decisions/0020.
 */
export interface ShardMap {
  readonly keyspace: string;
  /** Grows with every change. */
  readonly version: number;
  /** Slots below 2^bits are for hashed keys, those from there on for one pinned key each. */
  readonly bits: number;
  readonly seed: number;
  readonly shards: readonly ShardOfMap[];
  /** Per slot, an index into `shards`. */
  readonly owner: Uint16Array;
  /** Per slot. Only ever grows. */
  readonly epoch: Uint32Array;
  /** Pinned keys and their slots. */
  readonly pins: ReadonlyMap<string, number>;
}
