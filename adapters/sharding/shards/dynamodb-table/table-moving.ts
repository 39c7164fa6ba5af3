import type { TableMoving } from '../../../../core/sharding/moving/tables/moving-tables.ts';
import { driveTableMove, fencesOf, type TableMoverParts } from './table-mover.ts';

/** What moving between tables touches, on DynamoDB. */
export function tableMoving(parts: Omit<TableMoverParts, 'config'>): TableMoving {
  const { store, staleMs, nowMs } = parts;
  return {
    store,
    staleMs,
    fences: (config, move) => fencesOf({ ...parts, config }, move),
    drive: async (config, move, forMs) => (await driveTableMove({ ...parts, config }, move, nowMs() + forMs)).move,
  };
}
