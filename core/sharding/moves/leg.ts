import type { Move } from '../move.ts';
import { slotName } from '../slot-name.ts';

/** One way of a move, there or back: which shard gives, which takes, and under which names they hold the slot. */
export interface Leg {
  readonly source: string;
  readonly target: string;
  /** The epoch in which the source is open. */
  readonly epoch: number;
  /** Under this name the source is open, and the target holds its copy, closed. */
  readonly live: string;
  /** The source after the cut. */
  readonly cut: string;
  /** The target once it is open. */
  readonly opened: string;
  /** The target's copy after an abort. */
  readonly dead: string;
  /** The source once it is open again after an abort. An old name is never opened again. */
  readonly reopened: string;
}

/** The way that a move is on. The way back begins in the epoch in which the way there ended. */
export function legOf({ id, slot, epoch, from, to, way }: Move): Leg {
  const base = way === 'there' ? epoch : epoch + 1;
  const [source, target] = way === 'there' ? [from, to] : [to, from];
  return {
    source,
    target,
    epoch: base,
    live: slotName(slot, base),
    cut: `${prefixOf(slot)}cut_${id}`,
    opened: slotName(slot, base + 1),
    dead: `${prefixOf(slot)}dead_${id}`,
    reopened: slotName(slot, base + 2),
  };
}

/** What all names begin with under which a shard holds anything of a slot. */
export function prefixOf(slot: number): string {
  return slotName(slot, 0).replace(/e0$/, '');
}
