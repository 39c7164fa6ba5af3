/** What one slot carried in one hour. */
export interface SlotLoad {
  readonly slot: number;
  /** When the hour began, milliseconds since 1970. */
  readonly hourMs: number;
  /** What it had done in that hour; the same units for all slots of a keyspace, e.g. pages touched. */
  readonly load: number;
  readonly bytes: number;
}

/** What a shard says of its slots at one moment. */
export interface Measured {
  readonly atMs: number;
  readonly slots: readonly MeasuredSlot[];
}

/** Work is counted up from when the shard last began to count. */
export interface MeasuredSlot {
  readonly slot: number;
  readonly work: number;
  readonly bytes: number;
}
