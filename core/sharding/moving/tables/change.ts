import { slotsOf } from '../../map/slots-of.ts';
import type { Move } from '../move.ts';
import { type Fence, firstFence } from './fence.ts';

/** The fences of a slot in the table that it leaves and in the one that it goes to. */
export interface Fences {
  readonly source: Fence | null;
  readonly target: Fence | null;
}

/** What can be done to the fences; all of it is written where both are still as they were read. */
export type Change = 'double' | 'seen' | 'turn' | 'hand' | 'retire' | 'turn-back' | 'take-back';

/** What a change is made with. */
export interface Changing {
  readonly nowMs: number;
  /** The epoch in which the target will own what moves: above every one that it had before. */
  readonly nextEpoch: number;
}

/** The fences after a change, null for one that stays as it is. */
export function change(move: Move, { source, target }: Fences, what: Change, { nowMs, nextEpoch }: Changing): Fences {
  const from = source ?? firstFence(move.epoch);
  const to: Fence = target ?? { ...firstFence(0), is: 'gone' };
  const there = { shard: move.to, slot: slotsOf(move).target };
  const key = move.kind === 'pin' ? (move.pinned?.key ?? null) : null;
  const mine = (is: Fence['is']): Fence => ({ ...next(from), is, move: move.id, to: there, key });
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
      return { source: { ...mine('own'), to: null, key: null }, target: null };
    case 'hand':
      return {
        source: mine('handed'),
        target: handedTo(move, next(to), nextEpoch),
      };
    case 'retire':
      return { source: retired(move, mine('gone')), target: null };
  }
}

/** A key that comes back finds its slot owned already; whoever still cleans up after its pin must find the fence changed. */
function handedTo(move: Move, to: Fence, epoch: number): Fence {
  if (move.kind === 'unpin') return { ...to, move: move.id, filling: null };
  return { ...to, is: 'own', epoch, move: move.id, to: null, filling: null };
}

/** Of a slot that only one key has left the rest stays, in a new epoch: whoever does not know of the pin is told so. */
function retired(move: Move, gone: Fence): Fence {
  if (move.kind !== 'pin') return { ...gone, filling: null };
  return { ...gone, is: 'own', epoch: move.epoch + 1, to: null, key: null };
}

function next(fence: Fence): Fence {
  return { ...fence, revision: fence.revision + 1, seenMs: null };
}
