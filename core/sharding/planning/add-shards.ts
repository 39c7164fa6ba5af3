import type { Means } from './balance-loads.ts';
import type { Placement } from './placement.ts';

/**
 * Gives new shards their part, from the old ones that carry more than theirs now, and moves nothing between old ones. A new
 * shard gets no more than its part of the load, and all together get no more bytes than a tenth above their part of those.
 */
export function addShards(placement: Placement, added: readonly number[], means: Means): void {
  const filling = added.filter((shard) => placement.shards[shard]?.draining === false);
  const isNew = new Set(filling);
  let leftBytes = Math.min(means.budgetBytes, 1.1 * partOf(placement, filling) * totalBytes(placement));
  const { movable } = means;
  for (let found = nextMove(placement, { isNew, movable, leftBytes }); found !== null; ) {
    leftBytes -= placement.slotBytes(found.slot);
    placement.move(found.slot, found.to);
    found = nextMove(placement, { isNew, movable, leftBytes });
  }
}

/** What may go where: slots that are movable, to new shards, no more than so many bytes. */
interface Filling {
  readonly isNew: ReadonlySet<number>;
  readonly movable: Means['movable'];
  readonly leftBytes: number;
}

function partOf({ shards }: Placement, some: readonly number[]): number {
  const weight = (shard: number) => shards[shard]?.weight ?? 0;
  const carrying = shards.reduce((sum, shard, index) => sum + (shard.draining ? 0 : weight(index)), 0);
  return carrying === 0 ? 0 : some.reduce((sum, shard) => sum + weight(shard), 0) / carrying;
}

const totalBytes = ({ slots }: Placement) => slots.reduce((sum, { bytes }) => sum + bytes, 0);

interface Found {
  readonly slot: number;
  readonly to: number;
  /** Load by byte. */
  readonly worth: number;
}

/** From the fullest old shard that can give something. */
function nextMove(placement: Placement, filling: Filling): Found | null {
  const old = placement.shards
    .map((_, shard) => shard)
    .filter((shard) => !filling.isNew.has(shard) && surplus(placement, shard) > 0)
    .sort((a, b) => placement.ratio(b) - placement.ratio(a) || a - b);
  for (const from of old) {
    const found = bestOf(placement, from, filling);
    if (found !== null) return found;
  }
  return null;
}

/** What relieves a shard most by byte and leaves it its own part. */
function bestOf(placement: Placement, from: number, { isNew, movable, leftBytes }: Filling): Found | null {
  const most = surplus(placement, from);
  let best: Found | null = null;
  for (const slot of placement.on(from)) {
    const load = placement.slotLoad(slot);
    const bytes = placement.slotBytes(slot);
    const worth = load / (bytes + 1);
    if (movable[slot] !== true || load <= 0 || load > most || bytes > leftBytes) continue;
    const to: number | null = best === null || worth > best.worth ? emptiest(placement, isNew, slot) : null;
    if (to !== null) best = { slot, to, worth };
  }
  return best;
}

/** What a shard carries above its part; all of it where it is draining. */
const surplus = (placement: Placement, shard: number) => placement.loadOf(shard) - (placement.fair[shard] ?? 0);

function emptiest(placement: Placement, isNew: ReadonlySet<number>, slot: number): number | null {
  let best: number | null = null;
  for (const shard of isNew) {
    if (surplus(placement, shard) + placement.slotLoad(slot) > 0 || !placement.admits(shard, slot)) continue;
    if (best === null || placement.ratio(shard) < placement.ratio(best)) best = shard;
  }
  return best;
}
