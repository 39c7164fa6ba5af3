import type { Move } from './moving/move.ts';
import { moveId } from './moving/new-move.ts';
import { makePlan } from './planning/make-plan.ts';
import type { Goal, Plan, StoredPlan } from './planning/plan.ts';
import { readSituation, type ShardingWorld } from './planning/sharding.ts';

/** What describing and planning need. */
interface Asked extends ShardingWorld {
  readonly keyspace: string;
  nowMs(): number;
}

/** How a keyspace stands. */
export interface Description {
  readonly keyspace: string;
  readonly version: number;
  readonly slots: number;
  readonly pins: number;
  readonly shards: readonly {
    readonly shard: string;
    readonly weight: number;
    readonly draining: boolean;
    readonly slots: number;
    readonly load: number;
    readonly bytes: number;
  }[];
  readonly maxOverMean: number;
  readonly moves: readonly Move[];
  readonly plans: readonly (Pick<Plan, 'id' | 'goal' | 'bytes'> & Omit<StoredPlan, 'plan'>)[];
}

/** How a keyspace stands now. */
export async function describe(asked: Asked): Promise<Description> {
  const { keyspace } = asked;
  const [read, plans] = await Promise.all([
    readSituation(asked, keyspace, asked.nowMs()),
    asked.planning.plans(keyspace, 10),
  ]);
  const { map, situation, activeMoves } = read;
  const untouched = makePlan('', { is: 'balance' }, { ...situation, slots: situation.slots.map(still) });
  const draining = new Map(situation.shards.map((shard) => [shard.name, shard.draining]));
  return {
    keyspace,
    version: map.version,
    slots: 2 ** map.bits,
    pins: map.pins.size,
    shards: untouched.shards.map(({ shard, weight, load, bytes, slots }) => ({
      shard,
      weight,
      draining: draining.get(shard) ?? false,
      slots: slots.before,
      load: load.before,
      bytes: bytes.before,
    })),
    maxOverMean: untouched.maxOverMean.before,
    moves: activeMoves,
    plans: plans.map(({ plan: { id, goal, bytes }, is, sinceMs, note }) => ({ id, goal, bytes, is, sinceMs, note })),
  };
}

/** A slot that no plan would touch. */
const still = <Slot extends { readonly moving: boolean }>(slot: Slot): Slot => ({ ...slot, moving: true });

/** What a plan would move for a goal. */
export async function plan(goal: Goal, asked: Asked): Promise<Plan> {
  const atMs = asked.nowMs();
  const { situation } = await readSituation(asked, asked.keyspace, atMs);
  return makePlan(moveId(atMs, asked.random), goal, situation);
}
