import type { Move } from '../../../../../../core/sharding/moving/move.ts';
import type { ActionKind } from '../../../../../../core/sharding/moving/servers/action.ts';
import type { Step } from '../../../../../../core/sharding/moving/servers/step-of.ts';

export type ShardName = 'a' | 'b';

/** A slot's schema at one shard; `id` stays when it is renamed, as the lock of a transaction on it does. */
export interface Copy {
  readonly id: number;
  readonly shard: ShardName;
  readonly name: string;
  readonly open: boolean;
  readonly rows: readonly string[];
  /** The move that made it; null for the first. */
  readonly of: string | null;
}

/** What one shard sends to the other for one way of one move, in the order of commits. */
export interface Stream {
  readonly of: string;
  readonly way: Move['way'];
  readonly publishes: number;
  readonly to: ShardName;
  /** Each as `name row`, with the name that the publishing copy had then; or `mark`. */
  readonly queue: readonly string[];
  /** Whether the other side has subscribed. */
  readonly following: boolean;
  /** The mark of the cut has been applied. */
  readonly marked: boolean;
}

/** One who writes: with a map of any age, and maybe in the middle of a transaction. */
export interface Client {
  readonly shard: string;
  readonly epoch: number;
  /** The copy that its transaction has written to; null outside one. */
  readonly within: number | null;
  readonly writes: number;
}

/** One who drives a move: has taken it over, has decided, has written down what it will do, or is doing it. */
export interface Driver {
  readonly move: Move;
  readonly decided: Step | null;
  readonly todo: readonly ActionKind[];
}

/** All there is: two shards, the store, writers and drivers. */
export interface World {
  readonly copies: readonly Copy[];
  readonly streams: readonly Stream[];
  readonly slot: { readonly shard: string; readonly epoch: number; readonly move: string | null };
  readonly moves: readonly Move[];
  readonly clients: readonly Client[];
  readonly drivers: readonly (Driver | null)[];
  readonly acked: readonly string[];
  /** Every place that was ever open, as `shard name`. */
  readonly opened: readonly string[];
  readonly movesLeft: number;
  readonly takeOversLeft: number;
  readonly rollBacksLeft: number;
  readonly nextCopy: number;
  /** What went wrong on the way here. */
  readonly broken: string | null;
}

/** How much may happen, so that there is an end to what can be reached. */
export type Bounds = Pick<World, 'movesLeft' | 'takeOversLeft' | 'rollBacksLeft'> & { readonly clients: number };

/** Which part of the protocol a mutant leaves out. The real one leaves out nothing. */
export type Mutation =
  | 'none'
  | 'no fence'
  | 'cut without waiting for writers'
  | 'no drain'
  | 'open without CAS'
  | 'abort without CAS'
  | 'flip map first'
  | 'flip without condition'
  | 'save without condition'
  | 'old token accepted'
  | 'epoch reused'
  | 'stream turned round before the old one ends'
  | 'way back published after the opening'
  | 'move over the copy of another';

/** The same list with one element changed. */
export function replaced<T>(list: readonly T[], index: number, value: T): readonly T[] {
  return list.map((one, at) => (at === index ? value : one));
}
