import type { Move, MoveState } from '../move.ts';
import { legOf } from './leg.ts';
import type { MoveSeen } from './seen.ts';
import { enter, type Step, stay, wait } from './step-of.ts';

const lookMs = 200;

/**
 * First the copy is thrown away by the same rename that would open it, so that only one of the two can happen; then the
 * source is opened under a new name, so that whoever still wants to cut the old one finds it gone.
 */
export function whileAborting(move: Move, observed: MoveSeen): Step {
  const { source, target, atMs, unreachable } = observed;
  const leg = legOf(move);
  const { trouble } = move;
  if (target?.names.includes(leg.opened))
    return enter(move, atMs, { is: 'opening', because: { says: 'too late: it is open' } });
  if (target === null && move.mayBeOpen) {
    return wait(move, `${unreachable}; only ${leg.target} knows which side is open`, lookMs);
  }
  if (target?.names.includes(leg.live))
    return keeping(trouble, stay(move, ['discard'], 0, { says: 'the copy stands' }));
  if (source === null) return keeping(trouble, wait(move, unreachable ?? 'the source cannot be reached', lookMs));
  if (source.names.includes(leg.reopened)) return flipReopened(move, atMs);
  return keeping(trouble, stay(move, ['reopen'], 0, { says: 'the source is to be opened under a new name' }));
}

function keeping(trouble: string | null, step: Step): Step {
  return { ...step, next: { ...step.next, trouble: trouble ?? step.next.trouble } };
}

function flipReopened(move: Move, atMs: number): Step {
  const { source, slot, epoch } = legOf(move);
  const flip = { slots: [{ slot, shard: source, epoch: epoch + 2 }], pin: null, unpin: null };
  const outcome = move.way === 'there' ? 'aborted' : 'moved';
  const because = { says: '{source} is open again in epoch {epoch}', source, epoch: epoch + 2 };
  const blockedMs = move.cutAtMs === null ? move.blockedMs : atMs - move.cutAtMs;
  const changed = { outcome, trouble: move.trouble, cutAtMs: null, cutTries: 0, blockedMs } as const;
  return { ...enter(move, atMs, { is: 'cleaning', does: ['clean'], because, changed }), flip };
}

/** In these a move ends for an error that repeating does not mend; in others it goes on trying, since a slot is closed or free. */
const endsByError: ReadonlySet<MoveState> = new Set(['planned', 'preparing', 'copying', 'catching-up', 'rolling-back']);

/** The end of a move for an error that repeating does not mend; null where it has to go on. */
export function endFor(move: Move, atMs: number, trouble: string): Step | null {
  if (!endsByError.has(move.is)) return null;
  const because = { says: '{trouble}', trouble };
  if (move.is !== 'planned') return enter(move, atMs, { is: 'aborting', because, changed: { trouble } });
  return {
    ...enter(move, atMs, { is: 'aborted', because, changed: { trouble, outcome: 'aborted' } }),
    againInMs: null,
  };
}

/** The abort of a move before its cut, where one is due: asked for, or since the copy cannot become whole. Null else. */
export function startAbort(move: Move, { atMs, copy }: MoveSeen): Step | null {
  const trouble = copy.drift ?? copy.mismatch ?? copy.stuck;
  if (move.abortAsked) return enter(move, atMs, { is: 'aborting', because: { says: 'a person asked for it' } });
  if (trouble === null) return null;
  return enter(move, atMs, { is: 'aborting', because: { says: '{trouble}', trouble }, changed: { trouble } });
}
