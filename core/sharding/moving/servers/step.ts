import type { Move, MoveState } from '../move.ts';
import { whileAborting } from './aborting.ts';
import { whileCatchingUp } from './catching-up.ts';
import { whileCopying, whilePlanned, whilePreparing } from './copying.ts';
import { whileCutting } from './cutting.ts';
import { whileCleaning, whileReversible } from './ending.ts';
import { whileOpening } from './opening.ts';
import type { MoveSeen } from './seen.ts';
import type { Step } from './step-of.ts';

const over = (move: Move): Step => ({
  next: move,
  flip: null,
  actions: [],
  againInMs: null,
  because: { says: 'the move is over' },
});

const stepIn: Readonly<Record<MoveState, (move: Move, observed: MoveSeen) => Step>> = {
  planned: whilePlanned,
  preparing: whilePreparing,
  copying: whileCopying,
  'catching-up': whileCatchingUp,
  'rolling-back': whileCatchingUp,
  cutting: whileCutting,
  opening: whileOpening,
  reversible: whileReversible,
  aborting: whileAborting,
  cleaning: whileCleaning,
  done: over,
  aborted: over,
};

/**
 * The next step of a move, from what its shards and the store say now. Pure, and safe whoever calls it, however late, and
 * however often: what must not happen twice rests on renames in the shards and conditions in the store.
 * Why: docs/decisions/0021.
 */
export function step(move: Move, observed: MoveSeen): Step {
  return stepIn[move.is](move, observed);
}
