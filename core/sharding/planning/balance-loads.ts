import type { Placement } from './placement.ts';

/** What a plan may touch and spend. */
export interface Means {
  readonly movable: readonly boolean[];
  readonly budgetBytes: number;
}

/** One slot to one shard; a swap also takes another slot back. */
interface Relief {
  readonly slot: number;
  readonly to: number;
  readonly back: number | null;
  readonly bytes: number;
  /** Load that the shard is rid of and had too much, by byte. */
  readonly worth: number;
}

/**
 * Brings every shard below its cap with as few bytes as it can: from the fullest shard goes what relieves it most by byte,
 * to where it fits best; where nothing fits alone, two slots change places; then whatever fits at home again goes back, and
 * what has moved is replaced by less that does as well. To find the least is NP-hard; greedy with repair comes close, see
 * Aggarwal, Motwani and Zhu, "The load rebalancing problem", J. Algorithms 60 (2006).
 */
export function balanceLoads(placement: Placement, means: Means): void {
  const stuck = new Set<number>();
  let bytes = 0;
  for (let shard = fullest(placement, stuck); shard !== null; shard = fullest(placement, stuck)) {
    const left = means.budgetBytes - bytes;
    const found = bestMove(placement, shard, means, left) ?? bestSwap(placement, shard, means, left);
    if (found === null) {
      stuck.add(shard);
      continue;
    }
    if (found.back !== null) placement.move(found.back, shard);
    placement.move(found.slot, found.to);
    bytes += found.bytes;
  }
  repair(placement, means);
}

function fullest(placement: Placement, stuck: ReadonlySet<number>): number | null {
  let found: number | null = null;
  for (let shard = 0; shard < placement.shards.length; shard++) {
    if (stuck.has(shard) || !placement.isOver(shard)) continue;
    if (found === null || placement.ratio(shard) > placement.ratio(found)) found = shard;
  }
  return found;
}

function bestMove(placement: Placement, from: number, means: Means, left: number): Relief | null {
  const excess = placement.excess(from);
  let best: Relief | null = null;
  for (const slot of placement.on(from)) {
    const load = placement.slotLoad(slot);
    const bytes = placement.costOf(slot);
    if (load <= 0 || means.movable[slot] !== true || bytes > left) continue;
    const worth = Math.min(load, excess) / (bytes + 1);
    if (best !== null && worth <= best.worth) continue;
    const to = fittest(placement, slot);
    if (to !== null) best = { slot, to, back: null, bytes, worth };
  }
  return best;
}

/** The shard that a slot fills most, among those that have room for it; its home where that is one of them. */
function fittest(placement: Placement, slot: number): number | null {
  const load = placement.slotLoad(slot);
  const home = placement.home[slot] ?? -1;
  let best: number | null = null;
  for (let shard = 0; shard < placement.shards.length; shard++) {
    if (!placement.hasRoom(shard, load) || !placement.admits(shard, slot)) continue;
    if (shard === home) return shard;
    if (best === null || placement.excess(shard) > placement.excess(best)) best = shard;
  }
  return best;
}

function bestSwap(placement: Placement, from: number, means: Means, left: number): Relief | null {
  const mine = placement.on(from).filter((slot) => means.movable[slot] === true && placement.slotLoad(slot) > 0);
  let best: Relief | null = null;
  for (let back = 0; back < placement.slots.length; back++) {
    const to = placement.at[back] ?? -1;
    if (to === from || to < 0 || means.movable[back] !== true || placement.isOver(to)) continue;
    for (const slot of mine) best = betterSwap(placement, { slot, to, back, from }, left, best);
  }
  return best;
}

interface Swap {
  readonly slot: number;
  readonly to: number;
  readonly back: number;
  readonly from: number;
}

/** The swap where it can be done and is worth more than the best so far, else that one. */
function betterSwap(placement: Placement, swap: Swap, left: number, best: Relief | null): Relief | null {
  const { slot, to, back, from } = swap;
  const relief = placement.slotLoad(slot) - placement.slotLoad(back);
  if (relief <= 0 || !placement.hasRoom(to, relief)) return best;
  const bytes = placement.costOf(slot) + placement.costOf(back);
  const worth = Math.min(relief, placement.excess(from)) / (bytes + 1);
  if (bytes > left || (best !== null && worth <= best.worth)) return best;
  if (!placement.admits(to, slot) || !placement.admits(from, back)) return best;
  return { slot, to, back, bytes, worth };
}

/** Sends home what fits there, the largest first, and lets smaller slots take the place of larger ones, until nothing helps. */
function repair(placement: Placement, means: Means): void {
  for (let again = true; again; ) {
    again = false;
    const moved = placement.moved().sort((a, b) => placement.slotBytes(b) - placement.slotBytes(a) || a - b);
    for (const slot of moved) {
      if (means.movable[slot] !== true) continue;
      if (goesHome(placement, slot) || isReplaced(placement, slot, means)) again = true;
    }
  }
}

function goesHome(placement: Placement, slot: number): boolean {
  const home = placement.home[slot] ?? -1;
  if (!placement.admits(home, slot) || !placement.hasRoom(home, placement.slotLoad(slot))) return false;
  placement.move(slot, home);
  return true;
}

/** Leaves the slot at home where another of its home, of fewer bytes, does as well in its place. */
function isReplaced(placement: Placement, slot: number, { movable }: Means): boolean {
  const home = placement.home[slot] ?? -1;
  const to = placement.at[slot] ?? -1;
  if (!placement.admits(home, slot)) return false;
  let best: number | null = null;
  for (const other of placement.on(home)) {
    if (movable[other] !== true || placement.slotBytes(other) >= placement.slotBytes(best ?? slot)) continue;
    if (canReplace(placement, slot, other, { home, to })) best = other;
  }
  if (best === null) return false;
  placement.move(slot, home);
  placement.move(best, to);
  return true;
}

function canReplace(placement: Placement, slot: number, other: number, at: { home: number; to: number }): boolean {
  if (placement.home[other] !== at.home || !placement.admits(at.to, other)) return false;
  const change = placement.slotLoad(other) - placement.slotLoad(slot);
  return placement.hasRoom(at.home, -change) && placement.hasRoom(at.to, change);
}
