import type { Move } from '../move.ts';
import type { Observed } from './observed.ts';
import { enter, type Step } from './step-of.ts';

/** The abort of a move before its cut, where one is due: asked for, or since the copy cannot become whole. Null else. */
export function startAbort(move: Move, { atMs, copy }: Observed): Step | null {
  const trouble = copy.drift ?? copy.mismatch ?? copy.stuck;
  if (move.way === 'back') {
    // An abort that was asked for on the way there has had its answer.
    return trouble === null
      ? null
      : enter(move, atMs, { is: 'aborting', because: { says: '{trouble}', trouble }, changed: { trouble } });
  }
  if (move.abortAsked) return enter(move, atMs, { is: 'aborting', because: { says: 'a person asked for it' } });
  return trouble === null
    ? null
    : enter(move, atMs, { is: 'aborting', because: { says: '{trouble}', trouble }, changed: { trouble } });
}
