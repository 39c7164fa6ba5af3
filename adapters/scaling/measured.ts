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
  /** How long the newest starts from the pool took; empty where none was seen. */
  readonly warmLeads: readonly number[];
  /** Whether the pool is given up, since it does not shorten the lead. */
  readonly hasGivenUp: boolean;
  /** What one unit serves per second; null where that is not learned, or not known yet. */
  readonly unitPerSecond: number | null;
  /** How big units were at the last look; left out where nothing is said of sizes. */
  readonly size?: string;
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
    const unitPerSecond = learnedUnit(kept?.policies ?? {});
    const size = kept?.size?.now ?? null;
    const sized = size === null ? {} : { size };
    const [own, together] = [kept?.launches?.leads ?? [], kept?.pool?.together.launches?.leads ?? []];
    if (kept?.pool === undefined) return { leads: own, warmLeads: [], hasGivenUp: false, unitPerSecond, ...sized };
    const hasGivenUp = kept.pool.givenUp !== undefined;
    return { leads: together, warmLeads: own, hasGivenUp, unitPerSecond, ...sized };
  };
}
