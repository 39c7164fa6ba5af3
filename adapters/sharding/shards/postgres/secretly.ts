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

/** With which of its values each would write down the connection with its password, though it came as a bound value. */
const writing: Readonly<Record<string, (value: string) => boolean>> = {
  log_statement: (value) => value === 'all',
  log_min_duration_statement: (value) => value !== '-1',
  'pg_stat_statements.track': (value) => value === 'all',
  'pgaudit.log': (value) => /ddl|all/i.test(value),
};
const boundValues = 'log_parameter_max_length';

/** Settings that would write a connection down at this server and that the mover may not change; as they are. */
export async function unmuted(session: Session): Promise<readonly string[]> {
  let found: readonly string[] = [];
  await inTransaction(session, async () => {
    await session.query(muting);
    const rows = await session.query(settingsQuery, [[boundValues, ...Object.keys(writing)]]);
    const now = new Map(rows.map(({ name, value }) => [String(name), String(value)]));
    const isBoundHidden = now.get(boundValues) === '0';
    found = [...now].flatMap(([name, value]) => {
      if (writing[name]?.(value) !== true || (isBoundHidden && name.startsWith('log_'))) return [];
      return [`${name} = ${value}`];
    });
    return 'rolled back';
  });
  return found;
}

const settingsQuery = `
  SELECT name, value FROM unnest($1::text[]) name CROSS JOIN LATERAL (SELECT current_setting(name, true) AS value) v
  WHERE value IS NOT NULL`;

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
