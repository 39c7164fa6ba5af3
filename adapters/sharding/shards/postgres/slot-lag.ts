import type { Session } from '../../../postgres/session.ts';

/** How much WAL the logical replication slots of this database hold back at most, bytes. */
export async function slotLagBytes(session: Session): Promise<number> {
  const [row] = await session.query(
    `SELECT coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)), 0) AS lag
     FROM pg_replication_slots WHERE slot_type = 'logical' AND database = current_database()`,
  );
  return Number(row?.lag ?? 0);
}
