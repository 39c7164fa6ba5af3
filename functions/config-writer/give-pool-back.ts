import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { MakeTarget } from '../../adapters/scaling/targets/any-kind/kind-target.ts';
import { onAws } from '../../adapters/scaling/targets/auto-scaling-group/on-aws.ts';
import type { Item } from '../../adapters/table/attributes.ts';
import { readMemory } from '../../adapters/table/entry-items.ts';
import { configKey, leaseKey, memoryKey } from '../../adapters/table/keys.ts';
import type { Table } from '../../adapters/table/table.ts';
import type { Memory } from '../../core/model/memory.ts';
import { tell } from '../../core/model/reason.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import type { Kept } from '../../core/scaling/observation.ts';
import { targetMark } from '../../core/scaling/pool/target-mark.ts';

/** What giving back works with. */
export interface GivingBack {
  readonly table: Table;
  /** The account that Headroom runs in. */
  readonly account: string | null;
  nowMs(): number;
  pause(milliseconds: number): Promise<unknown>;
  /** The groups, which alone of all targets have pools. @default those of AWS */
  readonly groups?: MakeTarget<'auto-scaling-group'>;
}

/** No look lasts longer, and what AWS is asked for ends well before CloudFormation gives up. */
const longestLookMs = 60_000;
const leftMs = 30_000;

/**
 * Puts the pool of a scalable that is gone back as it was found, once no look is under way any more that could still set it.
 * Does nothing where Headroom never set it, the scalable is configured still, or its group is gone. Throws where the pool
 * cannot be put back: the deploy then fails, and says so, and may be tried again.
 */
export async function givePoolBack(world: GivingBack, { scalable, target }: ScalableConfig): Promise<void> {
  const key = { capability: 'scaling', subject: scalable };
  if ((await read(world, configKey('scaling', scalable))) !== null) return;
  await lastLook(world, key);
  const item = await read(world, memoryKey(key));
  const pool = item === null ? undefined : (readMemory(item, 'scaling') as Memory<Kept>).kept?.pool;
  if (pool?.found === undefined || pool.of !== targetMark(target)) return;
  const { groups = onAws(), account } = world;
  const { setPool } = groups({ account, leftMs: () => leftMs, random: Math.random });
  if (setPool === undefined || target.kind !== 'auto-scaling-group') return;
  const { is, because } = await setPool(target, pool.found, { leftMs: () => leftMs });
  if (is === 'applied' || because?.says.includes('does not exist') === true) return;
  const why = because === null ? is : tell(because);
  throw new Error(
    `the pool of ${scalable} cannot be put back as it was before Headroom: ${why}; mend that and delete again`,
  );
}

async function lastLook(world: GivingBack, key: Parameters<typeof leaseKey>[0]): Promise<void> {
  const untilMs = Number((await read(world, leaseKey(key)))?.untilMs?.N ?? 0);
  const waitMs = Math.min(untilMs - world.nowMs(), longestLookMs);
  if (waitMs > 0) await world.pause(waitMs);
}

async function read({ table: { client, tableName } }: GivingBack, Key: Item): Promise<Item | null> {
  const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }));
  return Item ?? null;
}
