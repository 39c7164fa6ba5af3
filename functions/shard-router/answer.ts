import { checkKey } from '../../adapters/sharding/client/check-key.ts';
import type { MapWatch } from '../../adapters/sharding/client/map-watch.ts';
import type { Route } from '../../core/sharding/map/key-router.ts';
import type { Move } from '../../core/sharding/moving/move.ts';
import { moveId } from '../../core/sharding/moving/new-move.ts';
import { makePlan } from '../../core/sharding/planning/make-plan.ts';
import type { Goal, Plan, StoredPlan } from '../../core/sharding/planning/plan.ts';
import { readSituation, type ShardingWorld } from '../../core/sharding/planning/sharding.ts';
import type { RouterRequest } from './read-request.ts';

export interface RouterParts extends ShardingWorld {
  readonly keyspace: string;
  /** The map as this process has it; read again now and then. */
  watch(): Promise<MapWatch>;
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

export type RouterAnswer =
  | { readonly routes: readonly (Route & { readonly key: string })[] }
  | { readonly description: Description }
  | { readonly plan: Plan };

/** Answers what was asked; it reads, and changes nothing. */
export async function answer(request: RouterRequest, parts: RouterParts): Promise<RouterAnswer> {
  switch (request.is) {
    case 'resolve':
      return { routes: await resolve(request.keys, parts) };
    case 'describe':
      return { description: await describe(parts) };
    case 'plan':
      return { plan: await plan(request.goal, parts) };
  }
}

async function resolve(keys: readonly string[], { watch }: RouterParts) {
  for (const key of keys) checkKey(key);
  const { router } = await watch();
  return keys.map((key) => ({ key, ...router.route(key) }));
}

async function describe(parts: RouterParts): Promise<Description> {
  const { keyspace } = parts;
  const [read, plans] = await Promise.all([
    readSituation(parts, keyspace, parts.nowMs()),
    parts.planning.plans(keyspace, 10),
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

async function plan(goal: Goal, parts: RouterParts): Promise<Plan> {
  const atMs = parts.nowMs();
  const { situation } = await readSituation(parts, parts.keyspace, atMs);
  return makePlan(moveId(atMs, parts.random), goal, situation);
}
