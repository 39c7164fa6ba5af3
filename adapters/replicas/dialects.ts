/** How a kind of server tells how far it is: expressions of SQL, each a column of one row. */
interface Dialect {
  /** Where its log is: an LSN, or a number. */
  readonly lsn: string;
  readonly timeline: string;
  readonly isPaused: string;
  /** Which database it is: another after it was made anew, or upgraded, whose timelines begin at one again. */
  readonly system: string;
}

/**
 * PostgreSQL with streaming replication, and so RDS. Of a writer the place where the next record will be, since a commit
 * that does not wait for the disk is not yet counted by pg_current_wal_lsn(). The timeline of a replica is that of the log
 * that it receives, which only roles with pg_monitor are told at once; others see it after the next restart point, and until
 * then the replica passes for one of the timeline before. https://www.postgresql.org/docs/current/functions-admin.html
 */
const postgres: Dialect = {
  lsn: 'CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END',
  timeline: `CASE WHEN pg_is_in_recovery()
    THEN greatest((SELECT received_tli FROM pg_stat_wal_receiver), (SELECT min_recovery_end_timeline FROM pg_control_recovery()),
      (SELECT timeline_id FROM pg_control_checkpoint()))
    ELSE ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int END`,
  isPaused: `CASE WHEN pg_is_in_recovery() THEN pg_get_wal_replay_pause_state() <> 'not paused' ELSE false END`,
  system: '(SELECT system_identifier::text FROM pg_control_system())',
};

/**
 * Aurora, whose instances share one volume: what is durable there is never lost by a failover, so there is one timeline, and
 * replay cannot be paused. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora_replica_status.html
 */
const aurora: Dialect = {
  lsn: `(SELECT CASE WHEN session_id = 'MASTER_SESSION_ID' THEN durable_lsn ELSE current_read_lsn END
    FROM aurora_replica_status() WHERE server_id = aurora_db_instance_identifier())`,
  timeline: '1',
  isPaused: 'false',
  system: 'NULL::text',
};

const dialects = { postgres, aurora } as const;
export type DialectName = keyof typeof dialects;

/**
 * The questions by which a server says of itself what `Seen` holds, the fullest first; the next is asked where a server lacks
 * what one needs, down to whether it is a replica. `schemaVersion` is an SQL query of one value, or null.
 */
export function questions(name: DialectName, schemaVersion: string | null): readonly string[] {
  const { lsn, timeline, isPaused, system } = dialects[name];
  const isReplica = 'SELECT pg_is_in_recovery() AS "isReplica"';
  const place = `${isReplica}, (${lsn})::text AS lsn, (${timeline}) AS timeline, (${isPaused}) AS "isPaused", ${system} AS system`;
  const versioned = schemaVersion === null ? [] : [`${place}, (${schemaVersion})::text AS "schemaVersion"`];
  return [...versioned, place, isReplica];
}
