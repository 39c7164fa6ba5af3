import type { KeyspaceConfig } from './config/keyspace.ts';
import type { ShardMap } from './map/shard-map.ts';
import type { Slot } from './map/slot.ts';
import type { Move } from './moving/move.ts';

/** What a move's end makes of the map: each slot with its new owner and epoch; a pin that begins or ends. */
export interface Flip {
  readonly slots: readonly { readonly slot: number; readonly shard: string; readonly epoch: number }[];
  readonly pin: { readonly key: string; readonly slot: number } | null;
  readonly unpin: string | null;
}

/**
 * Where the map, the slots and the moves of keyspaces live. Every write is conditional: it says what it expects to find,
 * and answers false, with nothing written, where that is not so any more.
 */
export interface KeyspaceStore {
  config(keyspace: string): Promise<KeyspaceConfig | null>;
  keyspaces(): Promise<readonly string[]>;
  /** What clients read; null before `create`. `consistently` after a fence said that the map is stale. */
  map(keyspace: string, consistently: boolean): Promise<ShardMap | null>;
  /**
   * Writes the first map with all its slots; false where there is one, or where another is writing a different one. Can be
   * called again after a crash.
   */
  create(map: ShardMap): Promise<boolean>;
  /** Adds shards of the config that the map does not know yet, and brings weights up to date. */
  addShards(keyspace: string, shards: ShardMap['shards']): Promise<void>;
  /** Every slot, by number; also those of pins that have ended, whose numbers go on with their epochs. */
  slots(keyspace: string): Promise<readonly Slot[]>;
  slot(keyspace: string, slot: number): Promise<Slot | null>;
  /** Moves that are not done or aborted. */
  activeMoves(keyspace: string): Promise<readonly Move[]>;
  move(keyspace: string, id: string): Promise<Move | null>;
  /** Every move of a plan, ended ones too: those whose ids begin with the plan's and "x". */
  movesOf(keyspace: string, plan: string): Promise<readonly Move[]>;
  /**
   * Writes the move and gives it its slots, in one transaction, while the slot whose rows go (`slotsOf`) is `owned` by
   * `from` at the move's epoch. A pin's new slot must be free of moves and keys (it is made where there is none), and the
   * slot that an unpin's rows come back to must be `owned` by `to`.
   */
  begin(move: Move): Promise<boolean>;
  /** Raises the token, so that whoever had the move before can write nothing of it any more. */
  takeOver(keyspace: string, id: string): Promise<Move | null>;
  /**
   * Writes `next` where the move still has `was`'s state and token, and marks its slots as `holdOf` says: free of the move
   * once it is `reversible` or over, taken again for `rolling-back` while no other move has them and `to` owns the target.
   * Never takes back an abort that was asked for meanwhile.
   */
  save(was: Move, next: Move): Promise<boolean>;
  /**
   * Writes slots, map and move in one transaction, where the move is still as `was` has it and the slots are still its own
   * with lower epochs. The slots are marked as for `save`. Rejects with `Refusal` where the map knows no such shard.
   */
  flip(was: Move, next: Move, flip: Flip): Promise<boolean>;
  /** Asks for an abort of an active move; whoever drives it sees that at its next step. Null where there is no such move. */
  askAbort(keyspace: string, id: string): Promise<Move | null>;
}
