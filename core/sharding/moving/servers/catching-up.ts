import { counted } from '../../../model/counted.ts';
import type { Move } from '../move.ts';
import { startAbort } from './aborting.ts';
import type { ActionKind } from './action.ts';
import { legOf } from './leg.ts';
import type { CopySeen, MoveSeen } from './seen.ts';
import { enter, type Step, stay, wait } from './step-of.ts';

/** A mark that takes longer says that the target is behind: a cut would block for as long. */
const mostLagMs = 500;
const lookMs = 1_000;
/** Cuts that found the tables locked, before the move is given up. */
const mostCutTries = 40;

/** Brings the copy so close that a cut blocks for a moment only, then cuts; on the way there and back. */
export function whileCatchingUp(move: Move, observed: MoveSeen): Step {
  const { source, copy, atMs, unreachable } = observed;
  const { live, cut } = legOf(move);
  if (source?.names.includes(cut) && !source.names.includes(live)) {
    const because = { says: 'the fence has fallen already' };
    return enter(move, atMs, { is: 'cutting', because, changed: { cutAtMs: move.cutAtMs ?? atMs } });
  }
  const abort = startAbort(move, observed);
  if (abort !== null) return abort;
  if (unreachable !== null) return wait(move, unreachable, lookMs);
  const missing = missingOf(move, copy);
  if (missing !== null) return prepareCut(move, missing, copy);
  return cutWhenFree(move, observed);
}

function prepareCut(move: Move, missing: ActionKind, copy: CopySeen): Step {
  const { lagMs } = copy;
  const kinds: ActionKind[] = copy.connected !== false || missing === 'reverse' ? [missing] : ['connect', missing];
  const prepared = stay(move, kinds, 0, { says: 'before the cut: {missing}', missing });
  if (missing !== 'measure' || lagMs === null) return prepared;
  const { source, target } = legOf(move);
  const trouble = `"${target}" is ${lagMs} ms behind "${source}", and the cut waits until it is less than ${mostLagMs}: see pg_stat_subscription and the log there`;
  return { ...prepared, next: { ...move, trouble }, againInMs: lookMs };
}

function missingOf({ way, kind }: Move, copy: CopySeen): ActionKind | null {
  if (way === 'back') {
    if (!copy.following) return 'reverse';
    if (!copy.verified) return 'verify';
  } else {
    if (!copy.indexed) return 'index';
    if (!copy.backPrepared && kind === 'move') return 'prepare-back';
    if (!copy.verified) return 'verify';
  }
  return copy.lagMs === null || copy.lagMs > mostLagMs ? 'measure' : null;
}

function cutWhenFree(move: Move, { atMs, copy }: MoveSeen): Step {
  if (move.cutTries >= mostCutTries) {
    const trouble = `the tables were locked at each of ${counted(move.cutTries, 'try')} to cut over; end what holds them (${copy.lockedBy ?? 'see pg_locks'}), then move it again`;
    return enter(move, atMs, { is: 'aborting', because: { says: '{trouble}', trouble }, changed: { trouble } });
  }
  if (copy.lockedBy !== null) return wait(move, `the cut waits for ${copy.lockedBy}`, lookMs);
  const restMs = restAfter(move.cutTries) - (atMs - move.sinceMs);
  if (restMs > 0) return stay(move, [], restMs, { says: 'the tables were locked; the cut is tried again soon' });
  return enter(move, atMs, {
    is: 'cutting',
    does: ['cut'],
    because: { says: 'the copy is close' },
    changed: { cutAtMs: atMs, mayBeOpen: false },
  });
}

/** Writers that queued behind a cut in vain get their turn before the next: 0 before the first, then 100 ms to 5 s. */
function restAfter(tries: number): number {
  return tries === 0 ? 0 : Math.min(5_000, 100 * 2 ** (tries - 1));
}
