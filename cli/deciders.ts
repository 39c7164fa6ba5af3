import { decide as balancing } from '../core/balancing/decide.ts';
import type { CapabilityName } from '../core/model/capability-name.ts';
import { decide as purging } from '../core/purging/decide.ts';
import type { Decide } from '../core/replay.ts';
import { decide as scaling } from '../core/scaling/decide.ts';
import {
  decide as movingBetweenServers,
  type ServerMoveObservation,
} from '../core/sharding/moving/servers/between-servers.ts';
import {
  decide as movingBetweenTables,
  type TableMoveObservation,
} from '../core/sharding/moving/tables/between-tables.ts';
import { decide as sharding } from '../core/sharding/planning/decide.ts';

/** How each capability decides its entries again. */
export const deciders: Readonly<Record<CapabilityName, Decide>> = { scaling, balancing, purging, sharding, moving };

/** What was seen tells of which kind the shards are. */
function moving(observation: ServerMoveObservation | TableMoveObservation) {
  return 'fences' in observation ? movingBetweenTables(observation) : movingBetweenServers(observation);
}
