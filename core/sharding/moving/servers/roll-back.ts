import { Refusal } from '../../../model/errors.ts';
import type { Move } from '../move.ts';

/**
 * The move as it is saved (`KeyspaceStore.save`, after `takeOver`) by whoever wants it taken back. Throws `Refusal` where
 * it cannot be any more, or not yet.
 */
export function rollBack(move: Move, atMs: number): Move {
  if (move.is === 'reversible') {
    if ((move.wouldLose ?? null) !== null)
      throw new Refusal(
        `move ${move.id} cannot be taken back: ${move.wouldLose}; undo that, or move the slot back instead`,
      );
    const changed = { cutTries: 0, cutAtMs: null, mayBeOpen: false, abortAsked: false };
    return { ...move, ...changed, is: 'rolling-back', way: 'back', sinceMs: atMs };
  }
  const fix = {
    done: 'its time is over; move the slot back instead',
    aborted: 'it never came to its end',
    cleaning: 'its copy is being removed; move the slot back instead',
  }[move.is as string];
  throw new Refusal(`move ${move.id} is ${move.is}: ${fix ?? 'abort it instead'}`);
}
