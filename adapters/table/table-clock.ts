import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { number } from './attributes.ts';
import { clockKey } from './keys.ts';
import type { Table } from './table.ts';

type Place = Pick<Table, 'client' | 'tableName'>;

/** The virtual time that the local stack's looks go by: one that stands still, or runs on at the real one's pace; null where none is set. */
export async function tableClock(
  { client, tableName }: Place,
  realNowMs: () => number = Date.now,
): Promise<number | null> {
  const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: clockKey, ConsistentRead: true }));
  if (Item?.aheadMs?.N !== undefined) return realNowMs() + Number(Item.aheadMs.N);
  return Item?.nowMs?.N === undefined ? null : Number(Item.nowMs.N);
}

/** Sets the virtual time, which stands still. For the local stack alone. */
export async function setTableClock({ client, tableName }: Place, nowMs: number): Promise<void> {
  await client.send(new PutItemCommand({ TableName: tableName, Item: { ...clockKey, nowMs: number(nowMs) } }));
}

/**
 * Sets how far the virtual time is ahead of the real one, negative for the past: looks that come one after the other then see it
 * pass between them. For the local stack alone.
 */
export async function runTableClock({ client, tableName }: Place, aheadMs: number): Promise<void> {
  await client.send(new PutItemCommand({ TableName: tableName, Item: { ...clockKey, aheadMs: number(aheadMs) } }));
}
