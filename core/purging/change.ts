/** Something that changed, and so must be purged. */
export interface Change {
  /** The same for every delivery of the same change, and for no other change. */
  readonly id: string;
  /** What to purge for it: a path, a wildcard or a tag. */
  readonly item: string;
  /**
   * When it changed, to the second, where a clock of AWS says so; null where only the sender does, who may be wrong.
   */
  readonly atMs: number | null;
  /** Whether a person waits for it. */
  readonly urgent: boolean;
}

/** Changes that came together. Chunks are only ever added, until what is in them has been purged. */
export interface Chunk {
  readonly id: string;
  /** When they came, by the clock of whoever took them in. */
  readonly cameAtMs: number;
  readonly changes: readonly Change[];
}
