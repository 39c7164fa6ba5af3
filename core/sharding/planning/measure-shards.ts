import type { KeyspaceConfig } from '../config/keyspace.ts';
import type { ShardConfig } from '../config/shard-kinds.ts';
import type { Slot } from '../map/slot.ts';
import type { KeyspaceStore } from '../ports.ts';
import { addMeasure } from './add-measure.ts';
import type { Measured } from './load.ts';
import type { PlanningStore } from './ports.ts';

const hourMs = 3_600_000;

/** Measures one shard's slots. Rejects where it cannot. */
export type MeasureShard = (
  shard: string,
  config: ShardConfig,
  held: readonly Slot[],
  was: Measured | null,
) => Promise<Measured>;

export interface MeasuringParts {
  readonly keyspaces: KeyspaceStore;
  readonly planning: PlanningStore;
  readonly measure: MeasureShard;
}

/** A shard that could not be measured: its slots' loads of this hour stay unknown. */
export interface Unmeasured {
  readonly shard: string;
  readonly error: unknown;
}

/** Measures every shard of a keyspace and writes what its slots carry; the others go on where one cannot be measured. */
export async function measureShards(parts: MeasuringParts, config: KeyspaceConfig): Promise<readonly Unmeasured[]> {
  const slots = await parts.keyspaces.slots(config.keyspace);
  const results = await Promise.all(
    Object.entries(config.shards).map(async ([shard, shardConfig]): Promise<Unmeasured | null> => {
      const held = slots.filter((slot) => slot.shard === shard && slot.epoch > 0);
      try {
        await measureOne(parts, config.keyspace, shard, shardConfig, held);
        return null;
      } catch (error) {
        return { shard, error };
      }
    }),
  );
  return results.filter((one) => one !== null);
}

async function measureOne(
  { planning, measure }: MeasuringParts,
  keyspace: string,
  shard: string,
  config: ShardConfig,
  held: readonly Slot[],
): Promise<void> {
  const was = await planning.measured(keyspace, shard);
  const now = await measure(shard, config, held, was);
  const hour = Math.floor(now.atMs / hourMs) * hourMs;
  const loads = addMeasure(was, now, await planning.loadsOf(keyspace, shard, hour));
  await planning.putMeasured(keyspace, shard, now, loads);
}
