import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { type Item, text } from '../../ledgers/items.ts';
import { partitionOf, separator } from './place.ts';

/** Items of a slot in the order of their sort keys, the fence left out, and the sort key up to which that is all of them. */
export interface SlotPage {
  readonly items: readonly Item[];
  /** Null where the slot ends. */
  readonly upTo: string | null;
}

const itemsAtOnce = 200;

/** Which sort keys: those after one, up to another or to the slot's end, and whether a page of them is enough. */
export interface SlotRange {
  readonly after: string | null;
  readonly upTo: string | null;
  readonly aPage: boolean;
}

/** Strongly consistent. */
export async function slotPage(
  client: DynamoDBClient,
  tableName: string,
  slot: number,
  { after, upTo, aPage }: SlotRange,
): Promise<SlotPage> {
  const items: Item[] = [];
  let startKey: Item | undefined = after === null ? undefined : { pk: text(partitionOf(slot)), sk: text(after) };
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: upTo === null ? 'pk = :pk' : 'pk = :pk AND sk <= :upTo',
        ExpressionAttributeValues: { ':pk': text(partitionOf(slot)), ...(upTo !== null && { ':upTo': text(upTo) }) },
        ConsistentRead: true,
        Limit: itemsAtOnce,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    items.push(...(page.Items ?? []).filter(({ sk }) => sk?.S !== separator));
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined && (!aPage || items.length === 0));
  return { items, upTo: startKey === undefined ? null : (startKey.sk?.S ?? null) };
}
