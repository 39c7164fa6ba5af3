import { conninfo } from '../../../postgres/place.ts';
import { quoted } from '../../../postgres/quoted.ts';
import { codeOf, inTransaction, type Session } from '../../../postgres/session.ts';
import { tryName } from './made-names.ts';
import { reach } from './reach.ts';
import { secretly } from './secretly.ts';
import { letRead, makeStreamRole } from './stream-role.ts';
import type { Side } from './work.ts';

/** How long the beginning of a stream waits for others in one go. */
const mostWaitMs = 20_000;
const canceled = '57014';

/**
 * A slot from which a stream starts, if there is none yet. It has to wait for all transactions under way; where that takes
 * long it rejects, with the names of those that it waits for. Why: docs/decisions/0022.
 */
export async function makeSlot({ session, shard }: Side, name: string): Promise<void> {
  const slots = await session.query('SELECT 1 FROM pg_replication_slots WHERE slot_name = $1', [name]);
  if (slots.length > 0) return;
  try {
    await inTransaction(
      session,
      () => session.query("SELECT pg_create_logical_replication_slot($1, 'pgoutput')", [name]),
      {
        statement_timeout: mostWaitMs,
      },
    );
  } catch (error) {
    if (codeOf(error) !== canceled) throw error;
    const [row] = await session.query(underWay);
    throw new Error(
      `no stream can start at shard "${shard}" before these transactions end: ${row?.told ?? 'they have just ended'}; it is tried again`,
    );
  }
}

const underWay = `
  SELECT string_agg(told, ', ' ORDER BY since) AS told FROM (
    SELECT format('process %s (%s) in database %s', pid, coalesce(nullif(application_name, ''), usename), datname) AS told, xact_start AS since
    FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()
    UNION ALL SELECT format('prepared transaction %L in database %s (COMMIT PREPARED or ROLLBACK PREPARED it there)', gid, database), prepared
    FROM pg_prepared_xacts) all_of_them`;

/** A stream from one side to another. Its publication, slot, subscription and role have one name. */
interface Stream {
  readonly source: Side;
  readonly target: Side;
  readonly name: string;
  /** What the connection must at least be, where it is encrypted. */
  readonly least: 'verify-full' | 'require';
}

/**
 * Lets the target follow what the source publishes under a name, from the source's slot of that name on; `copies` are the
 * schemas whose rows it reads first, none where it has them.
 */
export async function subscribe(
  { source, target, name, least }: Stream,
  copies: { readonly schema: string; readonly marks: string } | null,
): Promise<void> {
  const known = await target.session.query('SELECT 1 FROM pg_subscription WHERE subname = $1', [name]);
  if (known.length > 0) return;
  const connection = await connectionOf({ source, target, name, least });
  if (copies !== null) await letRead(source.session, name, copies.schema, copies.marks);
  const options = `create_slot = false, slot_name = ${name}, copy_data = ${copies !== null}`;
  const statement = `CREATE SUBSCRIPTION ${name} CONNECTION %1$L PUBLICATION ${name} WITH (${options})`;
  await secretly(target.session, { statement, connection });
}

/** Gives a stream a new password and its other end's address as it is now: for one that cannot connect any more. */
export async function reconnect(stream: Stream): Promise<void> {
  const { target, name } = stream;
  const connection = await connectionOf(stream);
  await secretly(target.session, { statement: `ALTER SUBSCRIPTION ${name} CONNECTION %1$L`, connection });
}

async function connectionOf({ source, target, name, least }: Stream): Promise<string> {
  const { name: username, password } = await makeStreamRole(source.session, name);
  const place = { ...(await source.place()), username, password };
  const ends = { reader: target.session, publisher: source.session, place };
  const reached = await reach(ends, tryName(name), least);
  if ('by' in reached) return conninfo(place, reached.by);
  throw new Error(`shard "${target.shard}" cannot reach "${source.shard}": ${reached.refused}`);
}

/** Ends a subscription, with whatever it has at the other side for copying, but without its slot there. */
export async function unsubscribe(session: Session, name: string): Promise<void> {
  const known = await session.query(
    'SELECT 1 FROM pg_subscription WHERE subname = $1 AND subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())',
    [name],
  );
  if (known.length === 0) return;
  const subscription = quoted(name);
  await session.query(`ALTER SUBSCRIPTION ${subscription} DISABLE`);
  await session.query(`ALTER SUBSCRIPTION ${subscription} SET (slot_name = NONE)`);
  await session.query(`DROP SUBSCRIPTION ${subscription}`);
}

const inUse = '55006';
const tries = 25;

/** Drops a slot. Who still reads from it is sent away first. */
export async function dropSlot(session: Session, name: string, sleep: (ms: number) => Promise<void>): Promise<void> {
  for (let count = 1; ; count++) {
    const [slot] = await session.query('SELECT active_pid FROM pg_replication_slots WHERE slot_name = $1', [name]);
    if (slot === undefined) return;
    if (slot.active_pid !== null) await session.query('SELECT pg_terminate_backend($1)', [slot.active_pid]);
    try {
      await session.query('SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1', [
        name,
      ]);
      return;
    } catch (error) {
      if (codeOf(error) !== inUse || count === tries) throw error;
      await sleep(100);
    }
  }
}
