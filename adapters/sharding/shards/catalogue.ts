import { kindOfShards, type ShardConfig, type ShardKindName } from '../../../core/sharding/config/shard-kinds.ts';
import type { Slot } from '../../../core/sharding/map/slot.ts';
import type { Measured } from '../../../core/sharding/planning/load.ts';
import { once } from '../../aws/once.ts';
import type { HeldShard, MeasureKind, MeasureParts, MovingParts, SlotMover } from './any-kind/kind-shard.ts';

/** What a kind of shard is to those who measure and move, each loaded when it is first needed. */
interface KindShard<Kind extends ShardKindName> {
  measure(): Promise<{ readonly measure: MeasureKind<Kind> }>;
  mover(): Promise<{ mover(parts: MovingParts): SlotMover }>;
}

/** Every kind of shard. */
const kinds: { readonly [K in ShardKindName]: KindShard<K> } = {
  postgres: { measure: () => import('./postgres/measure.ts'), mover: () => import('./postgres/slot-mover.ts') },
  'dynamodb-table': {
    measure: () => import('./dynamodb-table/measure.ts'),
    mover: () => import('./dynamodb-table/slot-mover.ts'),
  },
};

/** Measures shards of whichever kind they are. */
export function shardMeasure(parts: MeasureParts) {
  return <K extends ShardKindName>(
    shard: string,
    config: ShardConfig<K>,
    held: readonly Slot[],
    was: Measured | null,
  ): Promise<Measured> => measured(parts, { shard, config, held, was });
}

async function measured<K extends ShardKindName>(parts: MeasureParts, shard: HeldShard<K>): Promise<Measured> {
  const { measure } = await kinds[shard.config.kind].measure();
  return measure(parts, shard);
}

/** Moves slots between shards of the kind that a keyspace has. Throws `Refusal` where it has none. */
export function slotMover(parts: MovingParts): SlotMover {
  const kind = kinds[kindOfShards(parts.config)];
  const mover = once(async () => (await kind.mover()).mover(parts));
  return {
    look: async (move, by) => (await mover()).look(move, by),
    sweep: async () => (await mover()).sweep(),
    lagBytes: async () => (await mover()).lagBytes(),
    // What was never needed has nothing to end.
    end: async () => (await mover.made())?.end(),
  };
}
