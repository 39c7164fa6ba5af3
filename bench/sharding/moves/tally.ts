import type { Slot } from '../../../core/sharding/map/slot.ts';
import { slotName } from '../../../core/sharding/map/slot.ts';
import type { TwoShards } from './two-shards.ts';
import type { Writers } from './writers.ts';

/** What became of what was acknowledged. */
export interface Tally {
  readonly written: number;
  readonly lost: number;
  readonly duplicated: number;
  /** Found in a slot whose it is not. */
  readonly misrouted: number;
}

/** Compares what the slots hold with what writers were told, while nobody writes, and empties the tables. */
export function tally(shards: TwoShards, writers: Writers): Promise<Tally> {
  return writers.paused(async () => {
    const slots = (await shards.slotsInUse()).filter(({ slot }) => slot !== 1);
    const held = await Promise.all(slots.map((slot) => empty(shards, slot)));
    const other = await shards.slotNow(1);
    const strange = (await empty(shards, other)).ids.length + held.reduce((sum, { strangers }) => sum + strangers, 0);
    const ids = held.flatMap((one) => one.ids);
    const sum = held.reduce((total, { count }) => total + count, 0);
    const found = new Set(ids);
    const { acknowledged } = writers;
    const lost = [...acknowledged].filter((id) => !found.has(id)).length;
    const written = acknowledged.size;
    const more = Math.max(ids.length, sum) - written;
    const missing = written - Math.min(found.size, sum);
    writers.forget();
    return { written, lost: Math.max(lost, missing), duplicated: Math.max(0, more), misrouted: strange };
  });
}

interface Held {
  readonly ids: readonly string[];
  readonly count: number;
  /** Rows of keys that a pinned slot is not for. */
  readonly strangers: number;
}

/** What a slot holds; it is empty afterwards. */
async function empty(shards: TwoShards, { slot, shard, epoch, pinned }: Slot): Promise<Held> {
  const session = shards.sessions[shard as 'a' | 'b'];
  const schema = slotName(slot, epoch);
  const rows = await session.query(`DELETE FROM ${schema}.writes RETURNING id, key`);
  const counts = await session.query(`DELETE FROM ${schema}.counts RETURNING count`);
  return {
    ids: rows.map(({ id }) => String(id)),
    count: counts.reduce((sum, { count }) => sum + Number(count), 0),
    strangers: pinned === null ? 0 : rows.filter(({ key }) => key !== pinned).length,
  };
}
