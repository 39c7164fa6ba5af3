import type { Move } from '../move.ts';
import { legOf } from './leg.ts';
import type { MoveSeen } from './seen.ts';
import { enter, type Step, stay, wait } from './step-of.ts';

/** After this the source is opened again, so that no slot stays blocked for the 2 s that clients wait. */
const mostBlockedMs = 1_500;
const soonMs = 2;

/** Whether the slot has been blocked for as long as it may be. */
export function isBlockedTooLong({ cutAtMs }: Move, atMs: number): boolean {
  return cutAtMs !== null && atMs - cutAtMs > mostBlockedMs;
}

/** Between the cut and the mark of it at the target, neither side takes writes. Until `opening` is written down none opens. */
export function whileCutting(move: Move, observed: MoveSeen): Step {
  const { source, copy, atMs, unreachable } = observed;
  const { live } = legOf(move);
  if (source?.names.includes(live)) return locked(move, atMs);
  if (move.abortAsked) return enter(move, atMs, { is: 'aborting', because: { says: 'a person asked for it' } });
  if (copy.marked) {
    const because = { says: 'every write before the cut has arrived' };
    return enter(move, atMs, { is: 'opening', does: ['open'], because, changed: { mayBeOpen: true } });
  }
  if (isBlockedTooLong(move, atMs)) {
    const trouble = `the target did not take over within ${mostBlockedMs / 1000} s${unreachable === null ? '' : ` (${unreachable})`}; the source was opened again; move it again when the target follows closely`;
    return enter(move, atMs, { is: 'aborting', because: { says: '{trouble}', trouble }, changed: { trouble } });
  }
  if (unreachable !== null) return wait(move, unreachable, soonMs);
  return stay(move, [], soonMs, { says: 'the mark of the cut is on its way' });
}

/** The cut was tried and left everything as it was, or was never tried: either way it may be tried again. */
function locked(move: Move, atMs: number): Step {
  const before = move.way === 'there' ? 'catching-up' : 'rolling-back';
  const because = { says: 'the tables were locked; nothing has changed' };
  return enter(move, atMs, { is: before, because, changed: { cutTries: move.cutTries + 1, cutAtMs: null } });
}
