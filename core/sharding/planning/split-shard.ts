import type { Placement } from './placement.ts';

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
