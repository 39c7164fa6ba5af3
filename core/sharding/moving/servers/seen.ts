import type { Slot } from '../../map/slot.ts';

/** What a shard says of a move's slot now. */
export interface ShardSeen {
  /** All names under which it holds anything of the slot. */
  readonly names: readonly string[];
  /** How many things are there that were made for this move: streams, marks, copies that nobody owns. */
  readonly leftovers: number;
}

/** Something that stands in the way of a move. */
export interface Blocker {
  /** What it is, and what to do about it. */
  readonly told: string;
  /** Whether it may go away by itself. */
  readonly passes: boolean;
}

/** Everything `step` may know: what the store and both shards really say, never what a driver remembers. */
export interface MoveSeen {
  readonly atMs: number;
  /** The slot as the store has it. */
  readonly slot: Pick<Slot, 'shard' | 'epoch' | 'move'>;
  readonly rollbackHours: number;
  /** The side that gives, on the way that the move is on; null where it cannot be reached. */
  readonly source: ShardSeen | null;
  readonly target: ShardSeen | null;
  /** Why a side cannot be reached, and what to do; null where both can. */
  readonly unreachable: string | null;
  /** Only looked for while nothing has been touched. */
  readonly blockers: readonly Blocker[];
  /** What is to be known of the move beforehand and is in no way. Entries of before have it not. */
  readonly notices: readonly string[];
  readonly copy: CopySeen;
}

/** How far the copy is on the way of the move; while it is `reversible`, on the way back. */
export interface CopySeen {
  /** The target has the empty copy and the source publishes. */
  readonly prepared: boolean;
  /** The target follows the source. */
  readonly following: boolean;
  /** The stream's other end reads; false also for a moment where it is being connected. Entries of before have it not. */
  readonly connected: boolean;
  /** All rows that were there at the beginning have come. */
  readonly copied: boolean;
  readonly indexed: boolean;
  readonly backPrepared: boolean;
  readonly verified: boolean;
  /** What is not the same on both sides and should be; null where nothing was found. */
  readonly mismatch: string | null;
  /** What has changed in the source's tables since the copy was prepared, and on the way back since the move; null where nothing has. */
  readonly drift: string | null;
  /** How long the last mark took to come; null before there was one. */
  readonly lagMs: number | null;
  /** Who holds locks at the source for so long that a cut would be in vain; null where nobody does. */
  readonly lockedBy: string | null;
  /** The mark of the cut has come to the target, and with it every write before it. */
  readonly marked: boolean;
  /** Why the copy does not come on (e.g. the target's disk is full); null where it does. */
  readonly stuck: string | null;
}

/** What is seen of a copy where nobody can be asked. */
export const unknownCopy: CopySeen = {
  prepared: false,
  following: false,
  connected: false,
  copied: false,
  indexed: false,
  backPrepared: false,
  verified: false,
  mismatch: null,
  drift: null,
  lagMs: null,
  lockedBy: null,
  marked: false,
  stuck: null,
};
