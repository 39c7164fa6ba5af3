import { movingBetweenTables } from '../../../../core/sharding/moving/tables/between-tables.ts';
import type { MovingParts, SlotMover } from '../any-kind/kind-shard.ts';
import { tableMover } from './mover.ts';

/** Moves slots between tables. */
export function mover(parts: MovingParts): SlotMover {
  const { store, staleMs, nowMs } = parts;
  const capability = movingBetweenTables({ store, staleMs, nowMs, mover: tableMover(parts) });
  return {
    look: (_, by) => by.run(capability),
    // What a move leaves in a table is under its fence, and cleaned by the move itself.
    sweep: async () => 0,
    lagBytes: async () => 0,
    end: async () => {},
  };
}
