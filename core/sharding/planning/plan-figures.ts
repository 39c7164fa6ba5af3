import type { Placement } from './placement.ts';
import type { PlannedMove, ShardForecast } from './plan.ts';
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

/** How every shard stands before and after. */
export function forecasts(before: Placement, after: Placement): ShardForecast[] {
  return before.shards.map(({ name, weight }, shard) => {
    const [was, will] = [before.on(shard), after.on(shard)];
    const bytes = (slots: readonly number[]) => slots.reduce((sum, slot) => sum + before.slotBytes(slot), 0);
    return {
      shard: name,
      weight,
      load: { before: before.loadOf(shard), after: after.loadOf(shard) },
      bytes: { before: bytes(was), after: bytes(will) },
      slots: { before: was.length, after: will.length },
    };
  });
}

/**
 * No plan that brings every shard below its cap moves fewer bytes: each shard that is over it has to be rid of its excess,
 * and nothing relieves it by fewer bytes than its slots of most load by byte, the last one in part (the fractional
 * knapsack: Dantzig, "Discrete-variable extremum problems", Operations Research 5 (1957)).
 */
export function leastBytes(placement: Placement): number {
  return placement.shards.reduce((sum, _, shard) => sum + (placement.isOver(shard) ? ofShard(placement, shard) : 0), 0);
}

function ofShard(placement: Placement, shard: number): number {
  const byWorth = placement
    .on(shard)
    .filter((slot) => placement.slotLoad(slot) > 0)
    .sort((a, b) => ratio(placement, a) - ratio(placement, b));
  let excess = placement.excess(shard);
  let bytes = 0;
  for (const slot of byWorth) {
    const load = placement.slotLoad(slot);
    bytes += placement.slotBytes(slot) * Math.min(1, excess / load);
    excess -= load;
    if (excess <= 0) break;
  }
  return bytes;
}

const ratio = (placement: Placement, slot: number) => placement.slotBytes(slot) / placement.slotLoad(slot);
