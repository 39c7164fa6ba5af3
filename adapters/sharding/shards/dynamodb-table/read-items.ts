import { GetItemCommand, QueryCommand, TransactGetItemsCommand } from '@aws-sdk/client-dynamodb';
import { type Item, text } from '../../../table/attributes.ts';
import { loadFence, readFence } from './fence-item.ts';
import {
  again,
  type ItemPlace,
  inTime,
  isSameFence,
  type ReadItem,
  type RequestParts,
  type Tried,
} from './item-place.ts';
import { orAgain } from './or-again.ts';
import { fenceKey, partitionOf, placeOf } from './place.ts';

/** One item, strongly consistent. */
export async function readItem(parts: RequestParts, place: ItemPlace, sk: string): Promise<Tried<ReadItem>> {
  const { client, strict } = parts;
  const { tableName: TableName, slot } = place.read;
  const Key = placeOf(slot, sk);
  if (!strict) {
    const asked = new GetItemCommand({ TableName, Key, ConsistentRead: true });
    return (await client.send(asked, inTime(parts))).Item ?? null;
  }
  const Fence = { Get: { TableName: place.fenceTable, Key: fenceKey(place.slot) } };
  const TransactItems = [{ Get: { TableName, Key } }, Fence];
  const read = await orAgain(() => client.send(new TransactGetItemsCommand({ TransactItems }), inTime(parts)));
  if (read === again) return again;
  const [item, fence] = read.Responses ?? [];
  return isSameFence(place.fence, readFence(fence?.Item)) ? (item?.Item ?? null) : again;
}

/** Every item whose sort key begins so, page after page, strongly consistent. */
export async function queryItems(parts: RequestParts, place: ItemPlace, prefix: string): Promise<Tried<Item[]>> {
  const items: Item[] = [];
  let startKey: Item | undefined;
  do {
    if (parts.nowMs() >= place.untilMs) return again;
    const page = await parts.client.send(
      new QueryCommand({
        TableName: place.read.tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': text(partitionOf(place.read.slot)), ':prefix': text(prefix) },
        ConsistentRead: true,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
      inTime(parts),
    );
    items.push(...(page.Items ?? []));
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
  return !parts.strict || (await isStill(parts, place)) ? items : again;
}

async function isStill(parts: RequestParts, { fenceTable, slot, fence }: ItemPlace): Promise<boolean> {
  const { abortSignal } = inTime(parts);
  return isSameFence(fence, await loadFence(parts.client, fenceTable, slot, abortSignal));
}
