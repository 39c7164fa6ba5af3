import type { Move } from '../move.ts';
import { isBlockedTooLong } from './cutting.ts';
import { legOf } from './leg.ts';
import type { Observed } from './observed.ts';
import { enter, type Step, stay, wait } from './step-of.ts';

const lookMs = 200;
const soonMs = 5;

/** The target may be open: if it is, there is no way but forward. */
export function whileOpening(move: Move, observed: Observed): Step {
  const { target, atMs, unreachable } = observed;
  const { live, opened } = legOf(move);
  if (target === null) return wait(move, unreachable ?? 'the target cannot be reached', lookMs);
  if (target.names.includes(opened)) return flipOpened(move, atMs);
  const isAborted = !target.names.includes(live) || (move.abortAsked && move.way === 'there');
  if (isAborted || isBlockedTooLong(move, atMs)) {
    return enter(move, 'aborting', atMs, [], { says: 'the target was not opened' });
  }
  return stay(move, ['open'], soonMs, { says: 'the target is not open yet' });
}

function flipOpened(move: Move, atMs: number): Step {
  const { target, epoch } = legOf(move);
  const flip = { slots: [{ slot: move.slot, shard: target, epoch: epoch + 1 }], pin: null, unpin: null };
  const blockedMs = move.cutAtMs === null ? null : atMs - move.cutAtMs;
  const changed = { blockedMs, cutAtMs: null, cutTries: 0 };
  const because = { says: '{target} is open in epoch {epoch}', target, epoch: epoch + 1 };
  const entered =
    move.way === 'there'
      ? enter(move, 'reversible', atMs, ['reverse'], because, { ...changed, outcome: 'moved' })
      : enter(move, 'cleaning', atMs, ['clean'], because, { ...changed, outcome: 'rolled-back' });
  return { ...entered, flip };
}
