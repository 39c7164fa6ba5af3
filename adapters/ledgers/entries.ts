import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Entry } from '../../core/model/entry.ts';
import type { Key } from '../../core/ports.ts';
import { itemLoader } from './item-loader.ts';
import { entriesPartition, entryKey, entryPrefix, readEntry, text } from './items.ts';
import type { Table } from './table.ts';

/** What has been recorded, for those who want to know why. */
export interface Entries {
  /** The newest entries of a subject, newest first; one without an outcome was intended and never completed. */
  list(subject: string, limit: number): Promise<Entry[]>;
  /** One entry by its id, sought among these subjects; null where none of them has it. */
  entry(id: string, subjects: readonly string[]): Promise<Entry | null>;
}

/** The capabilities whose looks are recorded. */
export type Recorded = 'scaling' | 'balancing' | 'moving' | 'sharding' | 'purging';

export function dynamoDbEntries(table: Table, capability: Recorded = 'scaling'): Entries {
  const load = itemLoader(table);
  return {
    list: (subject, limit) => list(table, { capability, subject }, limit),
    entry: async (id, subjects) => {
      const items = await Promise.all(subjects.map((subject) => load(entryKey({ capability, subject }, id))));
      const found = items.find((item) => item !== null);
      return found ? readEntry(found) : null;
    },
  };
}

async function list({ client, tableName }: Table, key: Key, limit: number): Promise<Entry[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :entries)',
      ExpressionAttributeValues: {
        ':pk': text(entriesPartition(key)),
        ':entries': text(entryPrefix),
      },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return Items.map(readEntry);
}
