import { slotName } from '../../../core/sharding/slot-name.ts';
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

/** Compares what the owner of slot 0 holds with what writers were told, while nobody writes, and empties its tables. */
export function tally(shards: TwoShards, writers: Writers): Promise<Tally> {
  return writers.paused(async () => {
    const slot = await shards.store.slot('shop', 0);
    if (slot === null) throw new Error('no slot 0');
    const session = shards.sessions[slot.shard as 'a' | 'b'];
    const schema = slotName(0, slot.epoch);
    const ids = (await session.query(`SELECT id FROM ${schema}.writes`)).map(({ id }) => String(id));
    const [counted] = await session.query(`SELECT coalesce(sum(count), 0)::int AS sum FROM ${schema}.counts`);
    const other = await shards.store.slot('shop', 1);
    const [strange] = await shards.sessions.b.query(
      `SELECT count(*)::int AS count FROM ${slotName(1, other?.epoch ?? 1)}.writes`,
    );
    await session.query(`DELETE FROM ${schema}.writes`);
    await session.query(`DELETE FROM ${schema}.counts`);
    const found = new Set(ids);
    const lost = [...writers.acknowledged].filter((id) => !found.has(id)).length;
    const strangers = ids.filter((id) => !writers.acknowledged.has(id)).length;
    const twice = Math.max(0, Number(counted?.sum) - writers.acknowledged.size);
    const uncounted = Math.max(0, writers.acknowledged.size - Number(counted?.sum));
    const written = writers.acknowledged.size;
    writers.forget();
    return {
      written,
      lost: Math.max(lost, uncounted),
      duplicated: Math.max(strangers, twice),
      misrouted: Number(strange?.count),
    };
  });
}
