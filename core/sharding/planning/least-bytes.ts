import type { Placement } from './placement.ts';

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
