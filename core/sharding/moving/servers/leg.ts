import { slotName } from '../../map/slot.ts';
import { slotsOf } from '../../map/slots-of.ts';
import type { Move } from '../move.ts';

/** One way of a move, there or back: which shard gives, which takes, and under which names they hold the slot. */
export interface Leg {
  readonly source: string;
  readonly target: string;
  /** The slot whose rows go. */
  readonly slot: number;
  /** The epoch in which the source is open. */
  readonly epoch: number;
  /** Under this name the source is open, and the target holds its copy, closed. */
  readonly live: string;
  /** The source after the cut. */
  readonly cut: string;
  /** The target once it is open; after an unpin, the copy once its rows are in the slot that they came back to. */
  readonly opened: string;
  /** The source of a pin, once it is open again for all other keys; null where nothing stays. */
  readonly rest: string | null;
  /** The target's copy after an abort. */
  readonly dead: string;
  /** The source once it is open again after an abort. An old name is never opened again. */
  readonly reopened: string;
}

/** The way that a move is on. The way back begins in the epoch in which the way there ended. */
export function legOf(move: Pick<Move, 'id' | 'slot' | 'epoch' | 'from' | 'to' | 'way' | 'kind' | 'pinned'>): Leg {
  const { id, from, to, way, kind } = move;
  const epoch = way === 'there' ? move.epoch : move.epoch + 1;
  const [source, target] = way === 'there' ? [from, to] : [to, from];
  const { source: slot, target: coming } = slotsOf(move);
  return {
    source,
    target,
    slot,
    epoch,
    live: slotName(slot, epoch),
    cut: `${prefixOf(slot)}cut_${id}`,
    opened: kind === 'unpin' ? `${prefixOf(slot)}merged_${id}` : slotName(coming, epoch + 1),
    rest: kind === 'pin' ? slotName(slot, epoch + 1) : null,
    dead: `${prefixOf(slot)}dead_${id}`,
    reopened: slotName(slot, epoch + 2),
  };
}

/** What all names begin with under which a shard holds anything of a slot. */
export function prefixOf(slot: number): string {
  return slotName(slot, 0).replace(/e0$/, '');
}
