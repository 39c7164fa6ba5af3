import type { Because } from '../../../model/reason.ts';
import type { Move } from '../move.ts';
import { startAbort } from './aborting.ts';
import type { MoveSeen } from './seen.ts';
import { enter, type Step, stay, wait } from './step-of.ts';

/** How long a move waits for what stands in its way to go away, before it is given up. */
const mostWaitMs = 3_600_000;
const lookMs = 5_000;

/** Nothing has been touched yet, so giving up leaves nothing behind. */
export function whilePlanned(move: Move, observed: MoveSeen): Step {
  const { atMs, blockers, unreachable } = observed;
  if (move.abortAsked) return giveUp(move, atMs, null);
  const told = blockers.map((one) => one.told).join(' ');
  if (blockers.some(({ passes }) => !passes)) return giveUp(move, atMs, told);
  const waitsFor = unreachable ?? (blockers.length === 0 ? null : told);
  if (waitsFor === null)
    return enter(move, atMs, {
      is: 'preparing',
      does: ['prepare'],
      because: nothingInTheWay(observed),
      changed: { notices: observed.notices ?? [] },
    });
  return atMs - move.sinceMs > mostWaitMs ? giveUp(move, atMs, waitsFor) : wait(move, waitsFor, lookMs);
}

function nothingInTheWay({ notices = [] }: MoveSeen): Because {
  if (notices.length === 0) return { says: 'nothing stands in its way' };
  return { says: 'nothing stands in its way; {notices}', notices: notices.join(' ') };
}

function giveUp(move: Move, atMs: number, trouble: string | null): Step {
  const because: Because = trouble === null ? { says: 'a person asked for it' } : { says: '{trouble}', trouble };
  const ended = enter(move, atMs, { is: 'aborted', because, changed: { trouble, outcome: 'aborted' } });
  return { ...ended, againInMs: null };
}

/** The target gets an empty copy. */
export function whilePreparing(move: Move, observed: MoveSeen): Step {
  const abort = startAbort(move, observed);
  if (abort !== null) return abort;
  if (observed.unreachable !== null) return wait(move, observed.unreachable, lookMs);
  if (observed.copy.prepared)
    return enter(move, observed.atMs, { is: 'copying', does: ['copy'], because: { says: 'the empty copy stands' } });
  return stay(move, ['prepare'], 0, { says: 'the empty copy is not whole' });
}

/** The rows are being copied. */
export function whileCopying(move: Move, observed: MoveSeen): Step {
  const { copy, atMs, unreachable } = observed;
  const abort = startAbort(move, observed);
  if (abort !== null) return abort;
  if (unreachable !== null) return wait(move, unreachable, lookMs);
  if (!copy.following) return stay(move, ['copy'], 0, { says: 'the target does not follow yet' });
  if (copy.copied)
    return enter(move, atMs, { is: 'catching-up', because: { says: 'all rows of the beginning are there' } });
  // A short copy is looked at often, a long one less so.
  const againInMs = Math.min(2_000, Math.max(100, (atMs - move.sinceMs) / 10));
  return stay(move, copy.connected === false ? ['connect'] : [], againInMs, { says: 'rows are being copied' });
}
