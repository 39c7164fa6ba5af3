import type { Route } from './map/key-router.ts';
import type { Move } from './moving/move.ts';
import { moveId } from './moving/new-move.ts';
import { makePlan } from './planning/make-plan.ts';
import type { Goal, Plan, StoredPlan } from './planning/plan.ts';
import { readSituation, type ShardingWorld } from './planning/sharding.ts';

/** What somebody asks of a keyspace. */
export type Question =
  | { readonly is: 'resolve'; readonly keys: readonly string[] }
  | { readonly is: 'describe' }
  | { readonly is: 'plan'; readonly goal: Goal };

/** What answering needs. */
export interface Asked extends ShardingWorld {
  readonly keyspace: string;
  /** Where keys are, by the map as this process has it. Rejects for what cannot be a key. */
  routes(keys: readonly string[]): Promise<readonly Route[]>;
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

export type KeyspaceAnswer =
  | { readonly routes: readonly (Route & { readonly key: string })[] }
  | { readonly description: Description }
  | { readonly plan: Plan };

/** Answers what was asked; it reads, and changes nothing. */
export async function answer(question: Question, asked: Asked): Promise<KeyspaceAnswer> {
  switch (question.is) {
    case 'resolve':
      return { routes: await resolve(question.keys, asked) };
    case 'describe':
      return { description: await describe(asked) };
    case 'plan':
      return { plan: await plan(question.goal, asked) };
  }
}

async function resolve(keys: readonly string[], { routes }: Asked) {
  return (await routes(keys)).map((route, index) => ({ key: keys[index] ?? '', ...route }));
}

async function describe(asked: Asked): Promise<Description> {
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

async function plan(goal: Goal, asked: Asked): Promise<Plan> {
  const atMs = asked.nowMs();
  const { situation } = await readSituation(asked, asked.keyspace, atMs);
  return makePlan(moveId(atMs, asked.random), goal, situation);
}
