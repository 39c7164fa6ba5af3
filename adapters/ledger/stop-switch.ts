import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { stopKey } from '../table/items.ts';
import type { Table } from '../table/table.ts';

/** Whether all acting is stopped, since when and why. */
export interface StopSwitch {
  readonly stopped: boolean;
  readonly sinceMs: number | null;
  readonly note: string | null;
}

/** Reads the stop switch; one that nobody has ever thrown is open. */
export async function stopSwitch({ client, tableName }: Pick<Table, 'client' | 'tableName'>): Promise<StopSwitch> {
  const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: stopKey, ConsistentRead: true }));
  const sinceMs = Item?.sinceMs?.N === undefined ? null : Number(Item.sinceMs.N);
  return { stopped: Item?.stopped?.BOOL ?? false, sinceMs, note: Item?.note?.S ?? null };
}
