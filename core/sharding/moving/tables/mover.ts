import type { KeyspaceConfig } from '../../config/keyspace.ts';
import type { Move } from '../move.ts';
import type { Change, Fences } from './change.ts';
import type { Fence } from './fence.ts';

/** What driving a move does in the two tables. Each can be done again from anywhere, and by two at once. */
export interface TableMover {
  /** What items would find otherwise at the target than at the source, for people; null where nothing, or where it may differ. */
  differences(config: KeyspaceConfig, move: Move): Promise<string | null>;
  /** What the tables say of a move's slot. Rejects with `Refusal` where a shard is not a table any more. */
  fences(config: KeyspaceConfig, move: Move): Promise<Fences>;
  /**
   * Writes both fences, or neither where one is not as it was read any more; null is one that stays. `what` is for the
   * names of errors.
   */
  write(config: KeyspaceConfig, move: Move, what: Change, next: Fences): Promise<void>;
  /**
   * Makes the target equal to the source, and says in the source's fence how far that is, until `mayGoOn` says no, or the
   * fence is not `dual` for this move any more.
   */
  copy(config: KeyspaceConfig, move: Move, source: Fence, mayGoOn: () => boolean): Promise<void>;
  /** Deletes what the move has left on one side, while the fences say that it is left over. False where it is not through. */
  clean(config: KeyspaceConfig, move: Move, side: 'source' | 'target', mayGoOn: () => boolean): Promise<boolean>;
}
