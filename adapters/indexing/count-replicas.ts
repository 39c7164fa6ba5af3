import type { Session } from '../postgres/session.ts';

/**
 * How many replicas a server has, whether or not anybody has named them: Aurora tells its own (the writer among them), others tell
 * who receives their log and is not a subscriber. A role without pg_monitor is told of none of them by PostgreSQL.
 */
export async function countReplicas(session: Session): Promise<number> {
  const [aurora] = await session.query("SELECT pg_catalog.to_regproc('aurora_replica_status') IS NOT NULL AS there");
  const [row] = await session.query(aurora?.there === true ? ofAurora : ofPostgres);
  return Number(row?.count ?? 0);
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora_replica_status.html */
const ofAurora = "SELECT count(*)::int AS count FROM aurora_replica_status() WHERE session_id <> 'MASTER_SESSION_ID'";
const ofPostgres = `SELECT count(*)::int AS count FROM pg_catalog.pg_stat_replication r
  WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_replication_slots s WHERE s.active_pid = r.pid AND s.slot_type = 'logical')`;
