import type { MovingParts, SlotMover } from '../../adapters/sharding/shards/any-kind/kind-shard.ts';
import { slotMover } from '../../adapters/sharding/shards/catalogue.ts';
import type { Entry } from '../../core/model/entry.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { Signal } from '../../core/model/signal.ts';
import { run } from '../../core/pipeline.ts';
import type { Spine } from '../../core/ports.ts';
import { moveSubject } from '../../core/sharding/moving/known-move.ts';
import type { Move } from '../../core/sharding/moving/move.ts';

/** Moves slots between the shards of a keyspace, of whichever kind they are. */
export interface KindMover extends Omit<SlotMover, 'look'> {
  /** One look at a move. */
  look(move: Move, signal: Signal, spine: Spine): Promise<Entry>;
}

/** The mover for the kind that all shards of a keyspace are of. Throws `Refusal` where it has none. */
export function moverOf(parts: MovingParts): KindMover {
  const mover = slotMover(parts);
  return {
    ...mover,
    look: (move, signal, spine) =>
      mover.look<Entry>(move, { run: (capability) => run(capability, moveSubject(move), signal, spine) }),
  };
}

/**
 * What moves slots of a keyspace whose config is not there yet, as in a first deploy, whose ticks begin before it is written:
 * nothing is under way, and nothing is to be swept. A move that is under way all the same is a `Refusal`.
 */
export function unconfigured(keyspace: string): KindMover {
  return {
    look: async () => {
      throw new Refusal(`no keyspace "${keyspace}" is configured; deploy its config first`);
    },
    sweep: async () => 0,
    lagBytes: async () => 0,
    end: async () => {},
  };
}
