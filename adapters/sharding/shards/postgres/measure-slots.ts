import { slotName } from '../../../../core/sharding/map/slot.ts';
import type { Measured } from '../../../../core/sharding/planning/load.ts';
import type { Session } from '../../../postgres/session.ts';

/** A slot and its epoch, as the shard holds it. */
interface HeldSlot {
  readonly slot: number;
  readonly epoch: number;
}

/**
 * What each slot's schema holds and has done: pages of tables and indexes touched, and rows written, since the server last
 * began to count. https://www.postgresql.org/docs/current/monitoring-stats.html
 */
const measuring = `
  SELECT n.nspname AS name,
    coalesce(sum(pg_total_relation_size(c.oid)), 0)::float8 AS bytes,
    coalesce(sum(coalesce(io.heap_blks_read, 0) + coalesce(io.heap_blks_hit, 0)
      + coalesce(io.idx_blks_read, 0) + coalesce(io.idx_blks_hit, 0)
      + coalesce(io.toast_blks_read, 0) + coalesce(io.toast_blks_hit, 0)
      + coalesce(st.n_tup_ins, 0) + coalesce(st.n_tup_upd, 0) + coalesce(st.n_tup_del, 0)), 0)::float8 AS work
  FROM pg_namespace n
    LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'm')
    LEFT JOIN pg_statio_all_tables io ON io.relid = c.oid
    LEFT JOIN pg_stat_all_tables st ON st.relid = c.oid
  WHERE n.nspname = ANY ($1)
  GROUP BY n.nspname`;

/** Measures the slots that a shard holds, and leaves out one that it does not hold under that name any more. */
export async function measureSlots(session: Session, held: readonly HeldSlot[], atMs: number): Promise<Measured> {
  const slots = new Map(held.map(({ slot, epoch }) => [slotName(slot, epoch), slot]));
  const rows = await session.query(measuring, [[...slots.keys()]]);
  const measured = rows.map(({ name, bytes, work }) => ({
    slot: slots.get(String(name)) ?? -1,
    work: Number(work),
    bytes: Number(bytes),
  }));
  return { atMs, slots: measured.sort((a, b) => a.slot - b.slot) };
}
