import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../../table/table.ts';
import { transact } from '../../../table/transact.ts';

/** Writes under guards; `again` makes them anew where one of them was refused, null where nothing is left to do. */
export interface GuardedWrite {
  readonly actions: readonly TransactWriteItem[];
  readonly bytes: number;
  again(): Promise<GuardedWrite | null>;
}

/** The slot's fence is not what this work is for any more. */
export class FenceChanged extends Error {
  override readonly name = 'FenceChanged';
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html: 100 actions, 4 MB. */
const mostActions = 100;
const mostBytes = 3_000_000;
const mostTries = 10;

/**
 * Carries out writes, many in a transaction, each transaction under the guards. Rejects with `FenceChanged` where a guard
 * refuses.
 */
export async function writeGuarded(
  table: Table,
  guards: readonly TransactWriteItem[],
  writes: readonly GuardedWrite[],
): Promise<void> {
  for (const batch of batches(writes, mostActions - guards.length)) {
    const written = await send(table, guards, batch);
    if (!written) for (const one of batch) await writeOne(table, guards, one);
  }
}

async function writeOne(table: Table, guards: readonly TransactWriteItem[], write: GuardedWrite): Promise<void> {
  let next: GuardedWrite | null = write;
  for (let tries = 0; next !== null; tries++) {
    if (await send(table, guards, [next])) return;
    if (tries === mostTries)
      throw new Error('an item of the slot changes faster than it can be copied; it is tried again');
    next = await next.again();
  }
}

async function send(
  table: Table,
  guards: readonly TransactWriteItem[],
  batch: readonly GuardedWrite[],
): Promise<boolean> {
  const actions = [...guards, ...batch.flatMap((write) => write.actions)];
  const written = await transact(table, 'write items of a slot', actions);
  if (written === 'written') return true;
  if (written.at < guards.length) throw new FenceChanged('the fence of the slot has changed; look again');
  return false;
}

function batches(writes: readonly GuardedWrite[], most: number): GuardedWrite[][] {
  const made: GuardedWrite[][] = [];
  let room = { actions: 0, bytes: 0 };
  for (const write of writes) {
    const fits = write.actions.length <= room.actions && write.bytes <= room.bytes;
    if (!fits) {
      made.push([]);
      room = { actions: most, bytes: mostBytes };
    }
    made.at(-1)?.push(write);
    room = { actions: room.actions - write.actions.length, bytes: room.bytes - write.bytes };
  }
  return made;
}
