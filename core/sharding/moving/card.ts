import type { Card } from '../../card.ts';
import type { MoveKept } from './known-move.ts';
import {
  decide as movingBetweenServers,
  type ServerMoveDesired,
  type ServerMoveObservation,
} from './servers/between-servers.ts';
import {
  decide as movingBetweenTables,
  type TableMoveDesired,
  type TableMoveObservation,
} from './tables/between-tables.ts';

/** Moving: what brings one slot from its shard to another. What was seen tells of which kind the shards are. */
export const card: Card<ServerMoveObservation | TableMoveObservation, ServerMoveDesired | TableMoveDesired, MoveKept> =
  {
    name: 'moving',
    amounts: 'one slot',
    asks: { would: 'go on to', did: 'has gone on to' },
    reasonsPropose: true,
    decide: (observation) =>
      'fences' in observation ? movingBetweenTables(observation) : movingBetweenServers(observation),
    seen: ({ move: { slot, from, to, is } }, desired) =>
      `slot ${slot} of ${from} to ${to}: ${is} -> ${desired === null ? 'unknown' : desiredText(desired)}`,
    desired: desiredText,
    inputs: (observation) => {
      const { trouble } = observation.move;
      const notices = 'seen' in observation ? (observation.seen.notices ?? []) : [];
      return [...sides(observation), ...notices, ...(trouble === null ? [] : [`in the way: ${trouble}`])];
    },
    standing: ({ move: { slot, from, to, is } }) => ({
      mode: null,
      asked: `slot ${slot} of ${from} to ${to}`,
      running: is,
    }),
    wanted: desiredText,
  };

function desiredText(desired: ServerMoveDesired | TableMoveDesired): string {
  const todo =
    'next' in desired ? [desired.next].filter((next) => next !== null) : desired.actions.map(({ kind }) => kind);
  return `${desired.is}${todo.length === 0 ? '' : ` (${todo.join(', ')})`}`;
}

/** What both shards said of the slot. */
function sides(observation: ServerMoveObservation | TableMoveObservation): string[] {
  return (['source', 'target'] as const).map((side) => {
    if ('fences' in observation) return `${side}: fence ${observation.fences[side]?.is ?? 'none'}`;
    return `${side}: ${observation.seen[side]?.names.join(', ') ?? 'cannot be reached'}`;
  });
}
