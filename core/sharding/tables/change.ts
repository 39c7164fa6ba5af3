import type { Move } from '../move.ts';
import { type Fence, firstFence } from './fence.ts';

/** The fences of a slot in the table that it leaves and in the one that it goes to. */
export interface Fences {
  readonly source: Fence | null;
  readonly target: Fence | null;
}

/** What can be done to the fences; all of it is written where both are still as they were read. */
export type Change = 'double' | 'seen' | 'turn' | 'hand' | 'retire' | 'turn-back' | 'take-back';

/** The fences after a change, null for one that stays as it is. */
export function change(move: Move, { source, target }: Fences, what: Change, nowMs: number): Fences {
  const from = source ?? firstFence(move.epoch);
  const to: Fence = target ?? { ...firstFence(0), is: 'gone' };
  const mine = (is: Fence['is']): Fence => ({ ...next(from), is, move: move.id, to: move.to });
  switch (what) {
    case 'double':
      return {
        source: { ...mine('dual'), copied: false, copiedTo: null },
        target: { ...next(to), filling: move.id },
      };
    case 'seen':
      return { source: { ...next(from), seenMs: nowMs }, target: null };
    case 'turn':
      return { source: mine('target'), target: null };
    case 'turn-back':
      return { source: mine('dual'), target: null };
    case 'take-back':
      return { source: { ...mine('own'), to: null }, target: null };
    case 'hand':
      return {
        source: mine('handed'),
        target: { ...next(to), is: 'own', epoch: move.epoch + 1, move: move.id, to: null, filling: null },
      };
    case 'retire':
      return { source: { ...mine('gone'), filling: null }, target: null };
  }
}

function next(fence: Fence): Fence {
  return { ...fence, revision: fence.revision + 1, seenMs: null };
}
