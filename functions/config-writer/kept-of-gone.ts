import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../adapters/table/attributes.ts';
import { readMemory } from '../../adapters/table/entry-items.ts';
import { configKey, leaseKey, memoryKey } from '../../adapters/table/keys.ts';
import type { Table } from '../../adapters/table/table.ts';
import type { Memory } from '../../core/model/memory.ts';
import type { Kept } from '../../core/scaling/observation.ts';

/** What giving back works with. */
export interface GivingBack {
  readonly table: Table;
  /** The account that Headroom runs in. */
  readonly account: string | null;
  nowMs(): number;
  pause(milliseconds: number): Promise<unknown>;
}

/** No look lasts longer. */
const longestLookMs = 60_000;

/**
 * What is remembered of a scalable that is gone, once no look is under way any more that could still change its target; null
 * where it is configured still, or nothing is remembered.
 */
export async function keptOfGone(world: GivingBack, scalable: string): Promise<Kept | null> {
  const key = { capability: 'scaling', subject: scalable };
  if ((await read(world, configKey('scaling', scalable))) !== null) return null;
  const untilMs = Number((await read(world, leaseKey(key)))?.untilMs?.N ?? 0);
  const waitMs = Math.min(untilMs - world.nowMs(), longestLookMs);
  if (waitMs > 0) await world.pause(waitMs);
  const item = await read(world, memoryKey(key));
  return item === null ? null : (readMemory(item, 'scaling') as Memory<Kept>).kept;
}

async function read({ table: { client, tableName } }: GivingBack, Key: Item): Promise<Item | null> {
  const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }));
  return Item ?? null;
}
