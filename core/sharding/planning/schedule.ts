import type { PlannedMove } from './plan.ts';
import type { PlanningLimits } from './situation.ts';

/**
 * Moves in the order in which they can be begun, at most one of a shard at a time, and how long all of it takes in minutes.
 * What relieves the fullest shards comes first among those that could begin at the same time.
 */
export function schedule(
  moves: readonly PlannedMove[],
  { bytesPerSecond, secondsPerMove }: Pick<PlanningLimits, 'bytesPerSecond' | 'secondsPerMove'>,
): { readonly moves: readonly PlannedMove[]; readonly minutes: number } {
  const freeAt = new Map<string, number>();
  const startOf = ({ from, to }: PlannedMove) => Math.max(freeAt.get(from) ?? 0, freeAt.get(to) ?? 0);
  const timed = moves.map((move) => {
    const startsAt = startOf(move);
    const endsAt = startsAt + secondsPerMove + move.bytes / bytesPerSecond;
    freeAt.set(move.from, endsAt);
    freeAt.set(move.to, endsAt);
    return { move, startsAt };
  });
  return {
    moves: timed.sort((a, b) => a.startsAt - b.startsAt).map(({ move }) => move),
    minutes: Math.max(0, ...freeAt.values()) / 60,
  };
}
