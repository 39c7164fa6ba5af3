import { BatchGetItemCommand, type KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import DataLoader from 'dataloader';
import { counted } from '../../core/model/counted.ts';
import type { Item } from './attributes.ts';
import { busy, patiently } from './patiently.ts';
import type { Table } from './table.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const mostKeys = 100;

/** The same text for the same key, whatever the order of its attributes. */
const nameOf = (item: Item) => `${item.pk?.S}\n${item.sk?.S}`;

/**
 * Reads single items (null where there is none), those asked for in one turn of the event loop with one BatchGetItem for
 * every 100. Reads are strongly consistent, and nothing is cached: a second round must see what the first one wrote.
 */
export function itemLoader(table: Table): (key: Item) => Promise<Item | null> {
  const load = async (keys: readonly Item[]) => {
    const found = await getAll(table, [...new Map(keys.map((key) => [nameOf(key), key])).values()]);
    return keys.map((key) => found.get(nameOf(key)) ?? null);
  };
  const loader = new DataLoader<Item, Item | null>(load, { cache: false, maxBatchSize: mostKeys });
  return (key) => loader.load(key);
}

async function getAll(table: Table, keys: Item[]): Promise<Map<string, Item>> {
  const found = new Map<string, Item>();
  let wanted: KeysAndAttributes = { Keys: keys, ConsistentRead: true };
  await patiently(table, `read ${counted(keys.length, 'item')}`, async () => {
    const { Responses, UnprocessedKeys } = await table.client.send(
      new BatchGetItemCommand({ RequestItems: { [table.tableName]: wanted } }),
    );
    for (const item of Responses?.[table.tableName] ?? []) found.set(nameOf(item), item);
    const left = UnprocessedKeys?.[table.tableName];
    if (left === undefined || (left.Keys ?? []).length === 0) return true;
    wanted = left;
    return busy;
  });
  return found;
}
