import type { MoveState } from './move.ts';

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
