import {
  ConditionalCheckFailedException,
  PutItemCommand,
  TransactionConflictException,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { Lease, Taking } from '../../core/ports.ts';
import { type Item, number, text, truth } from './attributes.ts';
import { leaseItem } from './entry-items.ts';
import { leaseKey, watchingKey } from './keys.ts';
import { isTerm } from './lease-terms.ts';
import { busy, patiently } from './patiently.ts';
import type { Table } from './table.ts';
import { transact } from './transact.ts';

/** No look lasts so long: the longest are as long as a Lambda function may run, which is 15 minutes. */
const longestLeaseMs = 86_400_000;

/** Takes the lease, or leaves word for its holder; starts over where the holder ends in between. */
export function takeLease(table: Table, lease: Lease, nowMs: number): Promise<Taking> {
  return patiently(table, `take ${lease.subject}`, async () => {
    const taking = await tryToTake(table, lease, nowMs);
    if (taking === busy || taking === 'taken' || taking === 'takenOver') return taking;
    // Word left by another is as good: its holder has not yet begun the look that will follow.
    if (taking.lookAgain?.BOOL === true) return 'held';
    return askForAnotherLook(table, taking, lease, nowMs);
  });
}

/** As `takeLease`, where nobody need know who came: the item of its holder where another has it. */
export async function tryToTake(
  { client, tableName }: Table,
  lease: Lease,
  nowMs: number,
): Promise<Exclude<Taking, 'held'> | Item | typeof busy> {
  try {
    const { Attributes } = await client.send(
      new PutItemCommand({
        TableName: tableName,
        Item: leaseItem(lease),
        // What its own owner has ended is not to be taken again by a first try that comes late. An end that is not a time,
        // or days away, somebody has typed by hand: it would keep everybody out for ever.
        ConditionExpression:
          'attribute_not_exists(pk) OR (untilMs <= :now AND #owner <> :owner) OR (#owner = :owner AND term < :term) OR untilMs > :far OR NOT attribute_type(untilMs, :number)',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: {
          ':now': number(nowMs),
          ':far': number(nowMs + longestLeaseMs),
          ':number': text('N'),
          ':owner': text(lease.owner),
          ':term': number(lease.term),
        },
        ReturnValues: 'ALL_OLD',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return Attributes === undefined ? 'taken' : 'takenOver';
  } catch (error) {
    if (error instanceof TransactionConflictException) return busy;
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // A first try may have succeeded and its answer got lost; the SDK's second then meets it.
    if (isTerm(lease, error.Item ?? null)) return 'takenOver';
    return error.Item ?? busy;
  }
}

/**
 * Word for the holder, and a look by its end on the watch list, should it be dead: both or neither. Where one is promised
 * by then already, that stays.
 */
async function askForAnotherLook(
  table: Table,
  holder: Item,
  lease: Lease,
  nowMs: number,
): Promise<'held' | typeof busy> {
  const what = `leave word for ${lease.subject}`;
  const word = leaveWord(table.tableName, holder, lease, nowMs);
  const written = await transact(table, what, [word, promiseLook(table.tableName, holder, lease)]);
  if (written === 'written') return 'held';
  if (written.at === 0) return busy;
  return (await transact(table, what, [word])) === 'written' ? 'held' : busy;
}

function leaveWord(TableName: string, holder: Item, lease: Lease, nowMs: number): TransactWriteItem {
  return {
    Update: {
      TableName,
      Key: leaseKey(lease),
      UpdateExpression: 'SET lookAgain = :yes',
      ConditionExpression: 'untilMs > :now AND #owner = :holder AND lookAgain <> :yes',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: {
        ':yes': truth(true),
        ':now': number(nowMs),
        ':holder': holder.owner ?? text(''),
      },
    },
  };
}

function promiseLook(TableName: string, holder: Item, lease: Lease): TransactWriteItem {
  return {
    Update: {
      TableName,
      Key: watchingKey(lease),
      UpdateExpression: 'SET lookAgainAtMs = :end',
      ConditionExpression: 'attribute_not_exists(pk) OR lookAgainAtMs > :end',
      ExpressionAttributeValues: { ':end': holder.untilMs ?? number(0) },
    },
  };
}
