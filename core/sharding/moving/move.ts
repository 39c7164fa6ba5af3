/**
 * How far a move has come. `step` says what leads from one to the next.
 * - `planned`: nothing has been touched; what stands in the way is looked for
 * - `preparing`, `copying`, `catching-up`: the source takes writes, the target's copy follows
 * - `cutting`: the fence may have fallen at the source
 * - `opening`: everything has arrived; the target may be open
 * - `reversible`: the target owns the slot, the source follows, and the move can be taken back
 * - `rolling-back`: on the way back, before its cut
 * - `aborting`: the copy is thrown away and the source opened again, unless the target proves to be open already
 * - `cleaning`: the slot is free; what was made for the move is being removed
 * - `done`, `aborted`: over
 */
export type MoveState =
  | 'planned'
  | 'preparing'
  | 'copying'
  | 'catching-up'
  | 'cutting'
  | 'opening'
  | 'reversible'
  | 'rolling-back'
  | 'aborting'
  | 'cleaning'
  | 'done'
  | 'aborted';

/** Moves one slot from one shard to another. A split, a merge, a drain are plans of several. */
export interface Move {
  readonly schema: 1;
  /** Of small letters and digits, 32 at most: what is made on servers is named by it. `moveId` makes one. */
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
  /** `back` once it is being, or has been, rolled back. */
  readonly way: 'there' | 'back';
  /** Raised by whoever takes the move over; a write under an older one is refused. */
  readonly token: number;
  readonly abortAsked: boolean;
  readonly requestedAtMs: number;
  /** When it came into its present state. */
  readonly sinceMs: number;
  /** Cuts that were tried and found the tables locked. */
  readonly cutTries: number;
  /** When the cut that is under way was begun; null where none is. */
  readonly cutAtMs: number | null;
  /** Whether the target may have been opened since the last cut: only then has an abort to ask the target first. */
  readonly mayBeOpen: boolean;
  /** How long neither side took writes, milliseconds; null where the slot was never closed. */
  readonly blockedMs: number | null;
  /** What it came to; null before that is settled. */
  readonly outcome: 'moved' | 'rolled-back' | 'aborted' | null;
  /** What stands in the way now, for people; null where nothing does. */
  readonly trouble: string | null;
  /** What going back would lose by now, which closes the way back; null where nothing would. */
  readonly wouldLose: string | null;
  /** What the look before it found that is to be known and is in no way, such as how its streams are encrypted. */
  readonly notices: readonly string[];
  /** The plan it belongs to; null for one that a person asked for alone. */
  readonly plan: string | null;
}

/** In these neither side may take writes: whatever is asked of a shard is bounded, and whoever drives stays until it is over. */
const closed: ReadonlySet<MoveState> = new Set(['cutting', 'opening', 'aborting']);

/** Whether a slot whose move is in this state may take no writes. */
export function isClosed(state: MoveState): boolean {
  return closed.has(state);
}

/** Whether somebody has to drive a move on. */
export function isActive(state: MoveState): boolean {
  return state !== 'done' && state !== 'aborted';
}

/** Whether a write turns a move round: an abort that was asked for on the way there has had its answer then. */
export function beginsBack(was: Pick<Move, 'is'>, next: Pick<Move, 'is'>): boolean {
  return was.is === 'reversible' && next.is === 'rolling-back';
}

/**
 * How a move in this state holds its slot: `moving` while the source goes on taking writes, `cut` from the fence until the
 * flip, null where the slot is free for others. `aborting` keeps what it met.
 */
export function holdOf(state: MoveState): 'moving' | 'cut' | 'as it is' | null {
  switch (state) {
    case 'planned':
    case 'preparing':
    case 'copying':
    case 'catching-up':
    case 'rolling-back':
      return 'moving';
    case 'cutting':
    case 'opening':
      return 'cut';
    case 'aborting':
      return 'as it is';
    default:
      return null;
  }
}
