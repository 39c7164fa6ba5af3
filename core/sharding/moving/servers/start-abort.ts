import type { Move } from '../move.ts';
import type { MoveSeen } from './seen.ts';
import { enter, type Step } from './step-of.ts';

/** The abort of a move before its cut, where one is due: asked for, or since the copy cannot become whole. Null else. */
export function startAbort(move: Move, { atMs, copy }: MoveSeen): Step | null {
  const trouble = copy.drift ?? copy.mismatch ?? copy.stuck;
  if (move.way === 'back') {
    // An abort that was asked for on the way there has had its answer.
    return trouble === null ? null : enter(move, 'aborting', atMs, [], { says: '{trouble}', trouble }, { trouble });
  }
  if (move.abortAsked) return enter(move, 'aborting', atMs, [], { says: 'a person asked for it' });
  return trouble === null ? null : enter(move, 'aborting', atMs, [], { says: '{trouble}', trouble }, { trouble });
}
