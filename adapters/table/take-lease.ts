import {
  ConditionalCheckFailedException,
  PutItemCommand,
  TransactionConflictException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Lease } from '../../core/ports.ts';
import { type Item, number, truth } from './attributes.ts';
import { leaseItem } from './entry-items.ts';
import { leaseKey } from './keys.ts';
import { busy, patiently } from './patiently.ts';
import type { Table } from './table.ts';

/** Takes the lease, or leaves word for its holder; starts over where the holder ends in between. */
export function takeLease(table: Table, lease: Lease, nowMs: number): Promise<'taken' | 'held'> {
  return patiently(table, `take ${lease.subject}`, async () => {
    const holder = await unlessInTransaction(() => tryToTake(table, lease, nowMs));
    if (holder === null) return 'taken';
    if (holder === busy) return busy;
    // Word left by another is as good: its holder has not yet begun the look that will follow.
    if (holder.lookAgain?.BOOL === true) return 'held';
    return unlessInTransaction(() => askForAnotherLook(table, lease, nowMs));
  });
}

/** Null where the lease is taken, else the item of its holder. */
async function tryToTake(
  { client, tableName }: Table,
  lease: Lease,
  nowMs: number,
): Promise<Item | null | typeof busy> {
  try {
    await client.send(
      new PutItemCommand({
        TableName: tableName,
        Item: leaseItem(lease),
        ConditionExpression: 'attribute_not_exists(pk) OR untilMs <= :now',
        ExpressionAttributeValues: { ':now': number(nowMs) },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return null;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // A first try may have succeeded and its answer got lost; the SDK's second then meets it.
    if (error.Item?.owner?.S === lease.owner) return null;
    return error.Item ?? busy;
  }
}

async function askForAnotherLook(
  { client, tableName }: Table,
  lease: Lease,
  nowMs: number,
): Promise<'held' | typeof busy> {
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: leaseKey(lease),
        UpdateExpression: 'SET lookAgain = :yes',
        ConditionExpression: 'untilMs > :now',
        ExpressionAttributeValues: { ':yes': truth(true), ':now': number(nowMs) },
      }),
    );
    return 'held';
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return busy;
    throw error;
  }
}

async function unlessInTransaction<T>(call: () => Promise<T>): Promise<T | typeof busy> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof TransactionConflictException) return busy;
    throw error;
  }
}
