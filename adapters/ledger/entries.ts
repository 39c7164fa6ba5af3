import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { CapabilityName } from '../../core/model/capability-name.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Key } from '../../core/ports.ts';
import { text } from '../table/attributes.ts';
import { readEntry } from '../table/entry-items.ts';
import { itemLoader } from '../table/item-loader.ts';
import { entryKey, entryPrefix, subjectPartition } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

/** What has been recorded of one capability, for those who want to know why. */
export interface Entries {
  /** The newest entries of a subject, newest first; one without an outcome was intended and never completed. */
  list(subject: string, limit: number): Promise<Entry[]>;
  /** One entry by its id, sought among these subjects; null where none of them has it. */
  entry(id: string, subjects: readonly string[]): Promise<Entry | null>;
}

export function dynamoDbEntries(table: Table, capability: CapabilityName): Entries {
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
        ':pk': text(subjectPartition(key)),
        ':entries': text(entryPrefix),
      },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return Items.map(readEntry);
}
