import type { Move } from '../moving/move.ts';

/** The slots that a move holds. */
interface SlotsOfMove {
  /** Whose rows go. */
  readonly source: number;
  /** Where they come; the same for a plain move, which changes the slot's shard alone. */
  readonly target: number;
  readonly all: readonly number[];
}

/** A pin takes rows of `slot` into the key's own, an unpin takes them back into `slot`. */
export function slotsOf({ kind, slot, pinned }: Pick<Move, 'kind' | 'slot' | 'pinned'>): SlotsOfMove {
  if (kind === 'move' || pinned === null) return { source: slot, target: slot, all: [slot] };
  const [source, target] = kind === 'pin' ? [slot, pinned.slot] : [pinned.slot, slot];
  return { source, target, all: [source, target] };
}
