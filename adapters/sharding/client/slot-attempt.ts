import type { PoolClient } from 'pg';
import type { Route } from '../../../core/sharding/map/key-router.ts';
import { isAnswer } from '../../postgres/is-answer.ts';
import { ShardDown } from '../../postgres/shard-error.ts';
import { CommitUnknown, NotAllowed, RolledBack } from './shard-errors.ts';
import { SlotConnection, type SlotTransaction } from './slot-connection.ts';

/** How one attempt at a transaction ended, if not by an error of its own: done, or told that the slot is not here. */
export type Attempted<T> = { readonly is: 'done'; readonly value: T } | { readonly is: 'moved'; readonly error: Error };

/** The connection broke before the transaction began, so nothing of it has been done. */
export class NotBegun extends Error {
  override readonly name = 'NotBegun';
}

/** What an application does in one transaction. It is called again where nothing of it was done. */
export type SlotWork<T> = (transaction: SlotTransaction) => Promise<T>;

/**
 * Tries a transaction in the slot's schema, once. The schema's name has the epoch in it, and it is all that names are looked
 * for in, so a stale route finds nothing; BEGIN goes with it in one message, so that costs nothing.
 */
export async function attemptInSlot<T>(
  client: PoolClient,
  route: Route,
  work: SlotWork<T>,
  readOnly: boolean,
): Promise<Attempted<T>> {
  const transaction = new SlotConnection(client, route);
  let broken: Error | undefined;
  try {
    await begin(client, route, readOnly);
    const value = await worked(transaction, work);
    if (transaction.fence !== null && (await isGone(client, route))) throw transaction.fence;
    await commit(client, route);
    return { is: 'done', value };
  } catch (error) {
    if (!isWithoutConnection(error) && (await rolledBack(client))) return await failed(transaction, client, error);
    broken = error instanceof Error ? error : new Error(String(error));
    throw transaction.lost === null ? error : lostIn(route, transaction.lost);
  } finally {
    transaction.end();
    client.release(broken);
  }
}

const isWithoutConnection = (error: unknown) => error instanceof CommitUnknown || error instanceof NotBegun;

/** What a transaction that was rolled back comes to: its slot is not here, or its own error. */
async function failed(transaction: SlotConnection, client: PoolClient, error: unknown): Promise<Attempted<never>> {
  const { fence, route } = transaction;
  if (fence !== null && (await isGone(client, route))) return { is: 'moved', error: fence };
  throw error;
}

function lostIn({ slot, shard }: Route, error: Error): ShardDown {
  const next = 'nothing of it is done; see whether the server restarts or ends connections, and do it again';
  return new ShardDown(
    `shard "${shard}" was lost in a transaction in slot ${slot}: ${error.message}; ${next}`,
    shard,
    error,
  );
}

async function begin(client: PoolClient, { name }: Route, readOnly: boolean): Promise<void> {
  try {
    await client.query(`BEGIN${readOnly ? ' READ ONLY' : ''}; SET LOCAL search_path = ${name}`);
  } catch (error) {
    throw new NotBegun(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function worked<T>(transaction: SlotConnection, work: SlotWork<T>): Promise<T> {
  try {
    return await work(transaction);
  } finally {
    transaction.end();
  }
}

/** Rejects with `CommitUnknown` where nobody can tell, with `RolledBack` or the server's error where it is certain. */
async function commit(client: PoolClient, { shard, slot }: Route): Promise<void> {
  const command = await client.query('COMMIT').then(
    (result) => result.command,
    (error: unknown) => {
      // One that ends the connection may have come after the commit.
      if (isAnswer(error)) throw error;
      const next = 'look whether it took effect, by a key of its own, before doing it again';
      throw new CommitUnknown(
        `the reply to COMMIT in slot ${slot} of shard "${shard}" was lost; ${next}`,
        shard,
        error,
      );
    },
  );
  if (command === 'COMMIT') return;
  const next = 'let its error go on, or roll back to a savepoint';
  throw new RolledBack(`the transaction in slot ${slot} went on after a statement had failed; ${next}`, shard);
}

/** False where the connection is of no use any more. */
async function rolledBack(client: PoolClient): Promise<boolean> {
  return client.query('ROLLBACK').then(
    () => true,
    () => false,
  );
}

/**
 * Whether the shard holds the slot under another name by now; asked when a table was not found, which may also be the
 * caller's mistake. False where it cannot be asked. Rejects with `NotAllowed` where the role may not use the schema.
 */
async function isGone(client: PoolClient, { name, shard }: Route): Promise<boolean> {
  const asked = await client
    .query<{ usable: boolean | null }>('SELECT has_schema_privilege(to_regnamespace($1)::oid, $2) AS usable', [
      name,
      'USAGE',
    ])
    .catch(() => null);
  if (asked === null) return false;
  const usable = asked.rows[0]?.usable ?? null;
  if (usable !== false) return usable === null;
  throw new NotAllowed(
    `the role may not use schema "${name}" on shard "${shard}"; connect as the keyspace's applicationRole, or grant it USAGE`,
    shard,
  );
}
