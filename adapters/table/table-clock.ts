import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { number } from './attributes.ts';
import { clockKey } from './keys.ts';
import type { Table } from './table.ts';

type Place = Pick<Table, 'client' | 'tableName'>;

/** The virtual time that the local stack's looks go by; null where none is set. */
export async function tableClock({ client, tableName }: Place): Promise<number | null> {
  const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: clockKey, ConsistentRead: true }));
  return Item?.nowMs?.N === undefined ? null : Number(Item.nowMs.N);
}

/** Sets the virtual time. For the local stack alone. */
export async function setTableClock({ client, tableName }: Place, nowMs: number): Promise<void> {
  await client.send(new PutItemCommand({ TableName: tableName, Item: { ...clockKey, nowMs: number(nowMs) } }));
}
