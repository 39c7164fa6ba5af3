/** How far a move has come. `step` says what leads from one to the next. */
export type MoveState =
  | 'planned'
  | 'preparing'
  | 'copying'
  | 'catching-up'
  | 'cutting'
  | 'draining'
  | 'opening'
  | 'flipping'
  | 'reversible'
  | 'cleaning'
  | 'done'
  | 'aborting'
  | 'aborted'
  | 'rolling-back';

/** Moves one slot from one shard to another. A split, a merge, a drain are plans of several. */
export interface Move {
  readonly schema: 1;
  readonly id: string;
  readonly keyspace: string;
  readonly slot: number;
  readonly from: string;
  readonly to: string;
  /** `pin` takes one key's rows out of the slot into a slot of their own; `unpin` puts them back. */
  readonly kind: 'move' | 'pin' | 'unpin';
  /** The key of a pin or unpin, and its own slot; null for a plain move. */
  readonly pinned: { readonly key: string; readonly slot: number } | null;
  /** The slot's epoch when the move began. */
  readonly epoch: number;
  readonly is: MoveState;
  /** Raised by whoever takes the move over; a write under an older one is refused. */
  readonly token: number;
  readonly abortAsked: boolean;
  readonly requestedAtMs: number;
  /** When it came into its present state. */
  readonly sinceMs: number;
  /** Cuts that were tried and found the tables locked. */
  readonly cutTries: number;
  /** How long neither side took writes, milliseconds; null before the cut-over. */
  readonly blockedMs: number | null;
  /** What stands in the way now, for people; null where nothing does. */
  readonly trouble: string | null;
  /** The plan it belongs to; null for one that a person asked for alone. */
  readonly plan: string | null;
}
