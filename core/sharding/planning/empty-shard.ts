import type { Placement } from './placement.ts';

/**
 * Takes everything off a shard, the heaviest first, each slot to the shard that is then least full of those allowed.
 * Answers the slots for which there is none.
 */
export function emptyShard(
  placement: Placement,
  shard: number,
  movable: readonly boolean[],
  allowed: (shard: number) => boolean,
): number[] {
  const heaviestFirst = placement.on(shard).sort((a, b) => placement.slotLoad(b) - placement.slotLoad(a) || a - b);
  return heaviestFirst.filter((slot) => {
    const to = movable[slot] === true ? leastFull(placement, slot, allowed) : null;
    if (to !== null) placement.move(slot, to);
    return to === null;
  });
}

function leastFull(placement: Placement, slot: number, allowed: (shard: number) => boolean): number | null {
  const after = (shard: number) =>
    (placement.loadOf(shard) + placement.slotLoad(slot)) / (placement.shards[shard]?.weight ?? 1);
  let best: number | null = null;
  for (let shard = 0; shard < placement.shards.length; shard++) {
    if (!allowed(shard) || !placement.admits(shard, slot)) continue;
    if (best === null || after(shard) < after(best)) best = shard;
  }
  return best;
}
