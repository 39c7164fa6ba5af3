import type { Flip } from '../../ports.ts';
import type { Move } from '../move.ts';
import { isBlockedTooLong } from './cutting.ts';
import { legOf } from './leg.ts';
import type { MoveSeen } from './seen.ts';
import { enter, type Step, stay, wait } from './step-of.ts';

const lookMs = 200;
const soonMs = 5;

/** The target may be open: if it is, there is no way but forward. */
export function whileOpening(move: Move, observed: MoveSeen): Step {
  const { target, atMs, unreachable } = observed;
  const { live, opened } = legOf(move);
  if (target === null) return wait(move, unreachable ?? 'the target cannot be reached', lookMs);
  if (target.names.includes(opened)) return flipOpened(move, observed);
  const isAborted = !target.names.includes(live) || move.abortAsked;
  if (isAborted || isBlockedTooLong(move, atMs)) {
    return enter(move, atMs, {
      is: 'aborting',
      because: { says: 'the target was not opened' },
      changed: { trouble: move.trouble },
    });
  }
  const again = stay(move, ['open'], soonMs, { says: 'the target is not open yet' });
  return { ...again, next: move };
}

function flipOpened(move: Move, { source, atMs }: MoveSeen): Step {
  const { target, epoch, rest } = legOf(move);
  if (rest !== null && !source?.names.includes(rest)) {
    return stay(move, ['release'], soonMs, { says: 'the rest of the slot is to be opened again' });
  }
  const blockedMs = move.cutAtMs === null ? null : atMs - move.cutAtMs;
  const isBack = move.way === 'back';
  const changed = { blockedMs, cutAtMs: null, cutTries: 0, outcome: isBack ? 'rolled-back' : 'moved' } as const;
  const because = { says: '{target} is open in epoch {epoch}', target, epoch: epoch + 1 };
  const entered =
    isBack || move.kind !== 'move'
      ? enter(move, atMs, { is: 'cleaning', does: ['clean'], because, changed })
      : enter(move, atMs, { is: 'reversible', does: ['reverse'], because, changed });
  return { ...entered, flip: flipOf(move) };
}

/** What the map becomes. A slot from which one key went is fenced too: its other keys are open in a new epoch. */
function flipOf({ kind, pinned, ...move }: Move): Flip {
  const { source, target, slot, epoch } = legOf({ ...move, kind, pinned });
  const to = (one: number, shard: string) => ({ slot: one, shard, epoch: epoch + 1 });
  if (kind === 'move' || pinned === null) return { slots: [to(slot, target)], pin: null, unpin: null };
  if (kind === 'unpin') return { slots: [], pin: null, unpin: pinned.key };
  return { slots: [to(slot, source), to(pinned.slot, target)], pin: pinned, unpin: null };
}
