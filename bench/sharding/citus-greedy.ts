/** A slot with what it costs, and the shard that has it. */
export interface CitusSlot {
  readonly cost: number;
  shard: number;
}

/**
 * Citus's rebalancer as its source describes it, for one copy of each slot and any number of shards of given capacity:
 * from the fullest shard to the emptiest, the costliest slot that makes the two more equal; the first such move is taken,
 * then all is looked at anew. Shards within `threshold` of the mean are good enough; a move that turns the two around has
 * to improve them by `improvement` of what the slot adds. Defaults are those of its strategy `by_disk_size`.
 * https://github.com/citusdata/citus/blob/main/src/backend/distributed/operations/shard_rebalancer.c (FindAndMoveShardCost)
 */
export function citusGreedy(
  slots: CitusSlot[],
  capacities: readonly number[],
  threshold = 0.1,
  improvement = 0.5,
): void {
  const total = slots.reduce((sum, { cost }) => sum + cost, 0);
  const mean = total / capacities.reduce((sum, capacity) => sum + capacity, 0);
  const shards = capacities.map((capacity) => new CitusShard(capacity));
  for (const slot of slots) shards[slot.shard]?.add(slot);
  const bounds = { lower: mean * (1 - threshold), upper: mean * (1 + threshold), improvement };
  while (moveOne(shards, bounds)) for (const shard of shards) shard.sort();
  shards.forEach((shard, index) => {
    for (const slot of shard.slots) slot.shard = index;
  });
}

class CitusShard {
  readonly slots: CitusSlot[] = [];
  private readonly capacity: number;
  private cost = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  add(slot: CitusSlot): void {
    this.slots.push(slot);
    this.cost += slot.cost;
  }

  remove(slot: CitusSlot): void {
    this.slots.splice(this.slots.indexOf(slot), 1);
    this.cost -= slot.cost;
  }

  sort(): void {
    this.slots.sort((a, b) => b.cost - a.cost);
  }

  fill(with_ = 0): number {
    return (this.cost + with_) / this.capacity;
  }
}

interface Bounds {
  readonly lower: number;
  readonly upper: number;
  readonly improvement: number;
}

function moveOne(shards: readonly CitusShard[], bounds: Bounds): boolean {
  const ascending = [...shards].sort((a, b) => a.fill() - b.fill());
  for (const source of [...ascending].reverse()) {
    if (source.fill() <= bounds.lower) return false;
    for (const target of ascending) {
      if (target.fill() >= bounds.upper) break;
      if (target.fill() >= bounds.lower && source.fill() <= bounds.upper) break;
      const slot = source.slots.find(({ cost }) => isGood(source, target, cost, bounds.improvement));
      if (slot === undefined) continue;
      source.remove(slot);
      target.add(slot);
      return true;
    }
  }
  return false;
}

function isGood(source: CitusShard, target: CitusShard, cost: number, improvement: number): boolean {
  const [from, to] = [source.fill(), target.fill()];
  const [fromAfter, toAfter] = [source.fill(-cost), target.fill(cost)];
  if (toAfter <= fromAfter) return true;
  if (toAfter > from || (toAfter === from && fromAfter <= to)) return false;
  const gained = Math.max(from - toAfter, fromAfter - to);
  const added = Math.min(toAfter - to, from - fromAfter);
  return gained / added >= improvement;
}
