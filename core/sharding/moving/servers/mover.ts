import type { KeyspaceConfig } from '../../config/keyspace.ts';
import type { Slot } from '../../map/slot.ts';
import type { Move } from '../move.ts';
import type { Action } from './action.ts';
import type { MoveSeen } from './seen.ts';

/** Moves slots between shards of one kind. */
export interface ServerMover {
  /** What both shards say of a move. Does not reject where one cannot be reached: that is told. */
  observe(config: KeyspaceConfig, move: Move, slot: Slot): Promise<Omit<MoveSeen, 'atMs' | 'slot' | 'rollbackHours'>>;
  /** Does one action. Rejects where it breaks off; it can be done again then, by anybody. */
  act(config: KeyspaceConfig, move: Move, action: Action): Promise<void>;
  /** Removes what was made for moves that are over. Answers of how many there was something. */
  sweep(config: KeyspaceConfig, moveOf: (move: string) => Promise<Move | null>): Promise<number>;
}
