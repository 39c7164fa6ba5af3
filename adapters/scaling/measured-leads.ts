import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Memory } from '../../core/model/memory.ts';
import type { Kept } from '../../core/scaling/observation.ts';
import { readMemory } from '../table/entry-items.ts';
import { memoryKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

/**
 * How long the newest launches of a scalable took to serve, seconds, by what scaling remembers of it; empty where none was
 * seen. Rejects where its memory cannot be read: a night on the wrong leads would choose wrongly.
 */
export function measuredLeads({
  client,
  tableName,
}: Pick<Table, 'client' | 'tableName'>): (scalable: string) => Promise<readonly number[]> {
  return async (scalable) => {
    const Key = memoryKey({ capability: 'scaling', subject: scalable });
    const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }));
    if (Item === undefined) return [];
    return (readMemory(Item, 'scaling') as Memory<Kept>).kept?.launches?.leads ?? [];
  };
}
