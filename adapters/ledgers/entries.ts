import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Entry } from '../../core/model/entry.ts';
import { itemLoader } from './item-loader.ts';
import { entriesPartition, entryKey, entryPrefix, readEntry, text } from './items.ts';
import type { Table } from './table.ts';

const capability = 'scaling';

/** What has been recorded, for those who want to know why. */
export interface Entries {
  /** The newest entries of a scalable, newest first; one without an outcome was intended and never completed. */
  list(scalable: string, limit: number): Promise<Entry[]>;
  /** One entry by its id, sought among these scalables; null where none of them has it. */
  entry(id: string, scalables: readonly string[]): Promise<Entry | null>;
}

export function dynamoDbEntries(table: Table): Entries {
  const load = itemLoader(table);
  return {
    list: (scalable, limit) => list(table, scalable, limit),
    entry: async (id, scalables) => {
      const items = await Promise.all(scalables.map((subject) => load(entryKey({ capability, subject }, id))));
      const found = items.find((item) => item !== null);
      return found ? readEntry(found) : null;
    },
  };
}

async function list({ client, tableName }: Table, subject: string, limit: number): Promise<Entry[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :entries)',
      ExpressionAttributeValues: {
        ':pk': text(entriesPartition({ capability, subject })),
        ':entries': text(entryPrefix),
      },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return Items.map(readEntry);
}
