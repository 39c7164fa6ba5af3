/** A shard that plans may give slots to, or take them from. */
export interface PlanningShard {
  readonly name: string;
  readonly weight: number;
  /** Given nothing, and not counted among those that carry. */
  readonly draining: boolean;
}

/** A slot as plans see it. */
export interface PlanningSlot {
  readonly slot: number;
  readonly shard: string;
  readonly epoch: number;
  readonly load: number;
  readonly bytes: number;
  /** Null where it is for hashed keys. */
  readonly pinned: string | null;
  /** The key that carries most of it, as far as known. */
  readonly heaviest: { readonly key: string; readonly part: number } | null;
  /** Whether a move has it now. */
  readonly moving: boolean;
  readonly movedAtMs: number | null;
}

/** What may be asked of a plan, and what copies take. */
export interface PlanningLimits {
  /** No shard should carry more than this factor of the mean. */
  readonly stopAt: number;
  /** Slots of which no two should be on one shard. */
  readonly apart: readonly (readonly number[])[];
  /** Bytes that may still be moved in this window; null for no limit. For plans that no person asked for. */
  readonly budgetBytes: number | null;
  /** A slot that has moved is left where it is for so long. For plans that no person asked for. */
  readonly restMs: number;
  readonly bytesPerSecond: number;
  /** What a move takes besides its copy. */
  readonly secondsPerMove: number;
  readonly dollarsPerGb: number;
}

/** Everything that planning may know. */
export interface PlanningSituation {
  readonly keyspace: string;
  /** The version of the map. */
  readonly version: number;
  readonly atMs: number;
  readonly shards: readonly PlanningShard[];
  readonly slots: readonly PlanningSlot[];
  readonly limits: PlanningLimits;
}

/** Whether a plan that no person asked for may move a slot: no move has it, and it has rested since its last. */
export function mayMove({ moving, movedAtMs }: PlanningSlot, { atMs, limits }: PlanningSituation): boolean {
  return !moving && (movedAtMs === null || atMs - movedAtMs >= limits.restMs);
}
