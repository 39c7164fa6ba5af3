/**
 * What a table says of one slot: the authority that a map only hints at. It is an item beside the slot's own items, so a
 * write can be made to depend on it in one transaction.
 *
 * - `own`: this table has the slot, alone.
 * - `dual`: every write goes to this table and to the target in one transaction; this one is read.
 * - `target`: as `dual`, but the target is read.
 * - `handed`: as `target`, and nobody can take it back: the target owns the slot.
 * - `gone`: this table has nothing of the slot any more, or not yet.
 */
export interface Fence {
  readonly schema: 1;
  /** Grows with every change; who changes it says which one it read. */
  readonly revision: number;
  readonly is: 'own' | 'dual' | 'target' | 'handed' | 'gone';
  readonly epoch: number;
  /** The move that it is in, or was in last; null before the first. */
  readonly move: string | null;
  /** Where the slot, or the one key of it, moves to; null where nothing moves away. */
  readonly to: { readonly shard: string; readonly slot: number } | null;
  /** The one key that moves; null where the whole slot does, or nothing. */
  readonly key: string | null;
  /** The move that fills this table with the slot; null where none does. */
  readonly filling: string | null;
  /** When a mover first found it as it is: everybody who knew it otherwise has forgotten that `staleMs` later. */
  readonly seenMs: number | null;
  /** How far the target has been made equal: up to this sort key; null before the first. */
  readonly copiedTo: string | null;
  readonly copied: boolean;
}

/** The fence of a slot that has never moved: there is no item, and the table that the map names has it. */
export function firstFence(epoch: number): Fence {
  return {
    schema: 1,
    revision: 0,
    is: 'own',
    epoch,
    move: null,
    to: null,
    key: null,
    filling: null,
    seenMs: null,
    copiedTo: null,
    copied: false,
  };
}

/** Where the items of a slot are read and written; `stale` where the map that led here is out of date. */
type Access = 'stale' | { readonly read: 'here' | 'there'; readonly write: 'here' | 'both' };

/**
 * What a client that came to a table by its map may do there. A slot without a fence has never moved, and so is the
 * table's that a map names.
 */
export function access(fence: Fence | null, mapEpoch: number, key: string): Access {
  if (fence === null) return { read: 'here', write: 'here' };
  if (fence.is === 'gone' || fence.epoch > mapEpoch) return 'stale';
  const isOther = fence.key !== null && fence.key !== key;
  if (fence.is === 'own' || isOther) return { read: 'here', write: 'here' };
  return { read: fence.is === 'dual' ? 'here' : 'there', write: 'both' };
}
