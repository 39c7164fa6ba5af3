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

/** Gives half of a shard's load to another, with as few bytes as that takes; half of its slots where it carries nothing. */
export function splitShard(placement: Placement, from: number, to: number, movable: readonly boolean[]): void {
  const slots = placement.on(from);
  const half = placement.loadOf(from) / 2;
  const unloaded = half === 0;
  const bytesByLoad = (slot: number) => (placement.slotBytes(slot) + 1) / (placement.slotLoad(slot) || 1);
  const best = slots.sort((a, b) => bytesByLoad(a) - bytesByLoad(b) || a - b);
  let given = 0;
  for (const slot of best) {
    const part = unloaded ? 1 : placement.slotLoad(slot);
    const most = unloaded ? Math.floor(slots.length / 2) : half;
    if (part === 0 || given + part > most || movable[slot] !== true || !placement.admits(to, slot)) continue;
    placement.move(slot, to);
    given += part;
  }
}
