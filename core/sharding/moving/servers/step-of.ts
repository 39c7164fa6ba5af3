import type { Because } from '../../../model/reason.ts';
import type { Flip } from '../../ports.ts';
import type { Move, MoveState } from '../move.ts';
import type { Action, ActionKind } from './action.ts';
import { legOf } from './leg.ts';

/** What to write down of a move, what to do then, and when to look again. */
export interface Step {
  readonly next: Move;
  /** What becomes of the map in the same transaction as `next`; null where it stays. */
  readonly flip: Flip | null;
  /** To be done after `next` has been written, and only if it has. */
  readonly actions: readonly Action[];
  /** When to look again, milliseconds from now; 0 for at once, null where nothing more is to be done. */
  readonly againInMs: number | null;
  readonly because: Because;
}

/** The move stays as it is and does these. */
export function stay(move: Move, kinds: readonly ActionKind[], againInMs: number, because: Because): Step {
  const next = move.trouble === null ? move : { ...move, trouble: null };
  return { next, flip: null, actions: actionsOf(move, kinds), againInMs, because };
}

/** The move stays as it is, since something stands in its way that a person should know of. */
export function wait(move: Move, trouble: string, againInMs: number): Step {
  const next = move.trouble === trouble ? move : { ...move, trouble };
  return { next, flip: null, actions: [], againInMs, because: { says: '{trouble}', trouble } };
}

/** Another state of a move, and why it comes into it. */
interface Entered {
  readonly is: MoveState;
  /** What is done first there; left out where that is nothing. */
  readonly does?: readonly ActionKind[];
  readonly because: Because;
  /** What else changes of the move. */
  readonly changed?: Partial<Move>;
}

/** The move comes into another state, at `atMs`. */
export function enter(move: Move, atMs: number, { is, does = [], because, changed }: Entered): Step {
  const next: Move = { ...move, trouble: null, ...changed, is, sinceMs: atMs };
  return { next, flip: null, actions: actionsOf(next, does), againInMs: 0, because };
}

function actionsOf(move: Move, kinds: readonly ActionKind[]): Action[] {
  const { source, target } = legOf(move);
  return kinds.map((kind) => ({ kind, move: move.id, source, target }));
}
