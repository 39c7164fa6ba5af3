import { conninfo } from '../../../postgres/place.ts';
import { literal, quoted } from '../../../postgres/quoted.ts';
import { codeOf, type Session } from '../../../postgres/session.ts';
import type { Side } from './work.ts';

/** A slot from which a stream starts, if there is none yet; it waits for transactions under way, as PostgreSQL has to. */
export async function makeSlot({ session }: Side, name: string): Promise<void> {
  const slots = await session.query('SELECT 1 FROM pg_replication_slots WHERE slot_name = $1', [name]);
  if (slots.length === 0) await session.query("SELECT pg_create_logical_replication_slot($1, 'pgoutput')", [name]);
}

/** Lets the target follow what the source publishes under a name, from the source's slot of that name on. */
export async function subscribe(source: Side, target: Side, name: string, copiesRows: boolean): Promise<void> {
  const known = await target.session.query('SELECT 1 FROM pg_subscription WHERE subname = $1', [name]);
  if (known.length > 0) return;
  const options = `create_slot = false, slot_name = ${literal(name)}, copy_data = ${copiesRows}`;
  await target.session.query(
    `CREATE SUBSCRIPTION ${quoted(name)} CONNECTION ${literal(conninfo(await source.place()))} PUBLICATION ${quoted(name)} WITH (${options})`,
  );
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
