import type { Move } from '../move.ts';
import { legOf } from './leg.ts';
import type { CopySeen, MoveSeen } from './seen.ts';
import { enter, type Step, stay, wait } from './step-of.ts';

const lookMs = 5_000;
const restMs = 60_000;

/** The way back is kept open until its time is over, or somebody moves the slot on. */
export function whileReversible(move: Move, observed: MoveSeen): Step {
  const { atMs, slot, copy, rollbackHours, unreachable } = observed;
  const { target, epoch } = legOf(move);
  const movedOn = slot.move !== null || slot.shard !== target || slot.epoch !== epoch + 1;
  if (movedOn)
    return enter(move, atMs, { is: 'cleaning', does: ['clean'], because: { says: 'another move has the slot' } });
  if (atMs - move.sinceMs >= rollbackHours * 3_600_000) {
    return enter(move, atMs, {
      is: 'cleaning',
      does: ['clean'],
      because: { says: 'its {hours} h are over', hours: rollbackHours },
    });
  }
  if (unreachable !== null) return wait(move, unreachable, restMs);
  if (!copy.following) return stay(move, ['reverse'], lookMs, { says: 'the way back is not kept open yet' });
  if (copy.drift !== null) return closedWay(move, copy, atMs);
  if (copy.stuck !== null) return wait(move, `the way back is stuck: ${copy.stuck}`, restMs);
  const open = stay(move, copy.connected === false ? ['connect'] : [], copy.connected === false ? lookMs : restMs, {
    says: 'it can be taken back',
  });
  return (move.wouldLose ?? null) === null ? open : { ...open, next: { ...open.next, wouldLose: null } };
}

/** Nothing is lost, since nothing goes back. A stream that breaks by it ends, so that it holds no log back. */
function closedWay(move: Move, { drift, stuck }: CopySeen, atMs: number): Step {
  const trouble = `it cannot be taken back any more: ${drift}`;
  if (stuck !== null)
    return enter(move, atMs, {
      is: 'cleaning',
      does: ['clean'],
      because: { says: '{trouble}', trouble },
      changed: { trouble, wouldLose: drift },
    });
  const step = wait(move, trouble, restMs);
  return move.wouldLose === drift ? step : { ...step, next: { ...step.next, wouldLose: drift } };
}

/** What was made for the move goes away; the slot is free already. */
export function whileCleaning(move: Move, { source, target, atMs, unreachable }: MoveSeen): Step {
  const { trouble } = move;
  if (source === null || target === null)
    return wait(move, trouble ?? unreachable ?? 'a shard cannot be reached', lookMs);
  if (source.leftovers + target.leftovers > 0) {
    const again = stay(move, ['clean'], 0, { says: 'something is left of it' });
    return { ...again, next: { ...again.next, trouble } };
  }
  const is = move.outcome === 'aborted' ? 'aborted' : 'done';
  return {
    ...enter(move, atMs, { is, because: { says: 'nothing is left of it' }, changed: { trouble } }),
    againInMs: null,
  };
}
