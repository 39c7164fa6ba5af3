import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Memory } from '../../core/model/memory.ts';
import type { Kept } from '../../core/scaling/observation.ts';
import { learnedUnit } from '../../core/scaling/policies/provisioner/learned-unit.ts';
import { readMemory } from '../table/entry-items.ts';
import { memoryKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

/** What scaling has measured of a scalable's own units. */
export interface Measured {
  /** How long the newest launches took to serve, seconds; empty where none was seen. */
  readonly leads: readonly number[];
  /** What one unit serves per second; null where that is not learned, or not known yet. */
  readonly unitPerSecond: number | null;
}

/**
 * What was measured, by what scaling remembers. Rejects where its memory cannot be read: a night on the wrong leads, or on
 * another unit, would choose wrongly.
 */
export function measured({
  client,
  tableName,
}: Pick<Table, 'client' | 'tableName'>): (scalable: string) => Promise<Measured> {
  return async (scalable) => {
    const Key = memoryKey({ capability: 'scaling', subject: scalable });
    const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }));
    const kept = Item === undefined ? null : (readMemory(Item, 'scaling') as Memory<Kept>).kept;
    return { leads: kept?.launches?.leads ?? [], unitPerSecond: learnedUnit(kept?.policies ?? {}) };
  };
}
