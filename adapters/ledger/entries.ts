import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { CapabilityName } from '../../core/model/capability-name.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Key } from '../../core/ports.ts';
import { type Item, text } from '../table/attributes.ts';
import { readEntry } from '../table/entry-items.ts';
import { itemLoader } from '../table/item-loader.ts';
import { entryKey, entryPrefix, subjectPartition } from '../table/keys.ts';
import { UnreadableItem } from '../table/read-schema.ts';
import type { Table } from '../table/table.ts';

/** An entry that this release cannot read, or that somebody has broken by hand. */
export interface UnreadableEntry {
  readonly id: string;
  readonly unreadable: string;
}

/** What has been recorded of one capability, for those who want to know why. */
export interface Entries {
  /**
   * The newest entries of a subject, newest first; one without an outcome was intended and never completed. One that
   * cannot be read says so in its place.
   */
  newest(subject: string, limit: number): Promise<(Entry | UnreadableEntry)[]>;
  /** As `newest`; rejects with `UnreadableItem` where one cannot be read. */
  list(subject: string, limit: number): Promise<Entry[]>;
  /** One entry by its id, sought among these subjects; null where none of them has it. */
  entry(id: string, subjects: readonly string[]): Promise<Entry | null>;
}

/** Whether an entry cannot be read. */
export function isUnreadableEntry(entry: Entry | UnreadableEntry): entry is UnreadableEntry {
  return 'unreadable' in entry;
}

export function dynamoDbEntries(table: Table, capability: CapabilityName): Entries {
  const load = itemLoader(table);
  return {
    newest: async (subject, limit) => (await newest(table, { capability, subject }, limit)).map(readOrSay),
    list: async (subject, limit) => (await newest(table, { capability, subject }, limit)).map(readEntry),
    entry: async (id, subjects) => {
      const items = await Promise.all(subjects.map((subject) => load(entryKey({ capability, subject }, id))));
      const found = items.find((item) => item !== null);
      return found ? readEntry(found) : null;
    },
  };
}

function readOrSay(item: Item): Entry | UnreadableEntry {
  try {
    return readEntry(item);
  } catch (error) {
    if (!(error instanceof UnreadableItem)) throw error;
    return { id: item.sk?.S?.slice(entryPrefix.length) ?? '', unreadable: error.message };
  }
}

/** A query answers at most 1 MB, which is some hundred entries: more come page by page. */
async function newest({ client, tableName }: Table, key: Key, limit: number): Promise<Item[]> {
  const items: Item[] = [];
  let startKey: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :entries)',
        ExpressionAttributeValues: {
          ':pk': text(subjectPartition(key)),
          ':entries': text(entryPrefix),
        },
        ScanIndexForward: false,
        Limit: limit - items.length,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    items.push(...(page.Items ?? []));
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined && items.length < limit);
  return items;
}
