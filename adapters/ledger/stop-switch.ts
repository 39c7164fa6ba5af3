import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { whoOf } from '../../core/model/who.ts';
import { number, text, truth } from '../table/attributes.ts';
import { stopKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

/** Whether all acting is stopped, since when, why, and who has thrown it last. */
export interface StopSwitch {
  readonly stopped: boolean;
  readonly sinceMs: number | null;
  readonly note: string | null;
  /** E.g. `user/alice`; null where nobody knows. */
  readonly by: string | null;
}

type Place = Pick<Table, 'client' | 'tableName'>;

/**
 * Reads the stop switch; one that nobody has ever thrown is open. Anything but a plain false stops: whoever types into the
 * item by hand, in haste, means to stop.
 */
export async function stopSwitch({ client, tableName }: Place): Promise<StopSwitch> {
  const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: stopKey, ConsistentRead: true }));
  const sinceMs = Item?.sinceMs?.N === undefined ? null : Number(Item.sinceMs.N);
  const by = Item?.by?.S === undefined ? null : whoOf(Item.by.S);
  return { stopped: Item !== undefined && Item.stopped?.BOOL !== false, sinceMs, note: Item?.note?.S ?? null, by };
}

/** Stops all acting of the deployment, or lets it go on; `sinceMs` is now, and `by` the ARN of who says so. */
export async function throwStopSwitch(
  { client, tableName }: Place,
  thrown: Omit<StopSwitch, 'by'> & { readonly sinceMs: number; readonly by?: string | null },
): Promise<void> {
  const { stopped, sinceMs, note, by = null } = thrown;
  const Item = {
    ...stopKey,
    stopped: truth(stopped),
    sinceMs: number(sinceMs),
    ...(note !== null && { note: text(note) }),
    ...(by !== null && { by: text(by) }),
  };
  await client.send(new PutItemCommand({ TableName: tableName, Item }));
}
