import type { MoveState } from './move.ts';

/** Whether somebody has to drive a move on. */
export function isActive(state: MoveState): boolean {
  return state !== 'done' && state !== 'aborted';
}
