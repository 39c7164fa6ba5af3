import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type Item, number } from './attributes.ts';
import type { Table } from './table.ts';

/** An item as it was read; null where there was none. */
export type Versioned = Item | null;

/**
 * Writes an item, or takes it away where it is null, on the condition that it still is what was read. What was written by a
 * release that counted no versions has none.
 */
export function writeVersion(
  { tableName: TableName }: Table,
  Key: Item,
  read: Versioned,
  attributes: Item | null,
): TransactWriteItem {
  const condition = conditionOn(read);
  if (attributes === null) return { Delete: { TableName, Key, ...condition } };
  const version = number(Number(read?.version?.N ?? 0) + 1);
  return { Put: { TableName, Item: { ...Key, ...attributes, version }, ...condition } };
}

function conditionOn(read: Versioned) {
  if (read === null) return { ConditionExpression: 'attribute_not_exists(pk)' };
  const { version } = read;
  if (version === undefined) return { ConditionExpression: 'attribute_not_exists(version)' };
  return { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': version } };
}
