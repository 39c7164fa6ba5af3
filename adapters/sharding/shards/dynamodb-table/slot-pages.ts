import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { type Item, text } from '../../../table/attributes.ts';
import type { SlotPlace } from './item-place.ts';
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
  /** Only those that begin so; null for all. */
  readonly prefix: string | null;
}

/** Before and after every other character. */
const [first, last] = ['\u0000', '\u{10ffff}'];

/** Strongly consistent. */
export async function slotPage(
  client: DynamoDBClient,
  { tableName, slot }: SlotPlace,
  { after, upTo, aPage, prefix }: SlotRange,
): Promise<SlotPage> {
  const items: Item[] = [];
  let startKey: Item | undefined = after === null ? undefined : { pk: text(partitionOf(slot)), sk: text(after) };
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': text(partitionOf(slot)),
          ':from': text(prefix ?? first),
          ':to': text(upTo ?? `${prefix ?? ''}${last}`),
        },
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
