import { movingTables } from '../../../../core/sharding/moving/tables/moving-tables.ts';
import type { MovingParts, SlotMover } from '../any-kind/kind-shard.ts';
import { tableMoving } from './table-moving.ts';

/** Moves slots between tables. */
export function mover(parts: MovingParts): SlotMover {
  const capability = movingTables(tableMoving(parts));
  return {
    look: (_, by) => by.run(capability),
    // What a move leaves in a table is under its fence, and cleaned by the move itself.
    sweep: async () => 0,
    lagBytes: async () => 0,
    end: async () => {},
  };
}
