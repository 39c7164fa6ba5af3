import { inTransaction, type Session } from '../../../postgres/session.ts';

const setting = 'headroom.connection';

/** What writes statements or their values down, and how it is told not to, where the mover may tell it. */
const mutes: readonly (readonly [name: string, value: string])[] = [
  ['log_statement', 'none'],
  ['log_min_duration_statement', '-1'],
  ['log_min_error_statement', 'panic'],
  ['log_min_messages', 'panic'],
  ['log_parameter_max_length', '0'],
  ['log_duration', 'off'],
  ['pg_stat_statements.track', 'none'],
  ['pg_stat_statements.track_utility', 'off'],
  ['auto_explain.log_min_duration', '-1'],
  ['pgaudit.log', 'none'],
];

const muting = `DO $mute$ BEGIN ${mutes
  .map(
    ([name, value]) => `BEGIN PERFORM set_config('${name}', '${value}', true); EXCEPTION WHEN OTHERS THEN NULL; END;`,
  )
  .join(' ')} END $mute$`;

/**
 * Runs a statement that has to hold a connection with its password, as `%1$L`, so that the server's log and its statistics of
 * statements see none of it: the text comes as a bound value, the statement is made on the server, and an error is told
 * without it. `rolledBack` leaves nothing of it.
 */
export async function secretly(
  session: Session,
  {
    statement,
    connection,
    rolledBack = false,
  }: { readonly statement: string; readonly connection: string; readonly rolledBack?: boolean },
): Promise<void> {
  await inTransaction(session, async () => {
    await session.query(muting);
    await session.query(`SELECT set_config('${setting}', $1, true)`, [connection]);
    await session.query(`DO $secretly$ BEGIN
      EXECUTE format('${statement}', current_setting('${setting}'));
      EXCEPTION WHEN OTHERS THEN RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = SQLERRM;
    END $secretly$`);
    return rolledBack ? 'rolled back' : null;
  });
}
