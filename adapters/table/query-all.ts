import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { type Item, text } from './attributes.ts';
import type { Table } from './table.ts';

/** Every item of a partition, page after page, strongly consistent. `narrowed` may project and filter. */
export async function queryAll(table: Table, pk: string, narrowed: Partial<QueryCommandInput> = {}): Promise<Item[]> {
  const items: Item[] = [];
  let startKey: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.tableName,
        KeyConditionExpression: 'pk = :pk',
        ConsistentRead: true,
        ...narrowed,
        ExpressionAttributeValues: { ':pk': text(pk), ...narrowed.ExpressionAttributeValues },
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    items.push(...(page.Items ?? []));
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
  return items;
}
