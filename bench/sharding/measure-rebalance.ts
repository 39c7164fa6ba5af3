import { shardKinds } from '../../core/sharding/config/shard-kinds.ts';
import { makePlan } from '../../core/sharding/planning/make-plan.ts';
import type { PlanningSituation } from '../../core/sharding/planning/situation.ts';
import { median } from '../median.ts';
import { citusGreedy } from './citus-greedy.ts';
import { type MadeUpSlot, madeUpSlots } from './made-up-slots.ts';

const seeds = Array.from({ length: 10 }, (_, index) => index + 1);

/** A plan beside Citus's greedy, the means of ten made-up keyspaces. */
export function measureRebalance(slots: number, shards: number, stopAt: number) {
  const runs = seeds.map((seed) => measureOne(madeUpSlots(slots, shards, seed), shards, stopAt));
  const mean = (of: (run: (typeof runs)[number]) => number) =>
    runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  return {
    slots,
    shards,
    before: mean(({ before }) => before),
    maxOverMean: mean(({ maxOverMean }) => maxOverMean),
    bytesMovedPercent: mean(({ bytesMovedPercent }) => bytesMovedPercent),
    leastBytesPercent: mean(({ leastBytesPercent }) => leastBytesPercent),
    citusMaxOverMean: mean(({ citus }) => citus.maxOverMean),
    citusBytesMovedPercent: mean(({ citus }) => citus.bytesMovedPercent),
    planMs: median(runs.map(({ planMs }) => planMs)),
    slowestPlanMs: Math.max(...runs.map(({ planMs }) => planMs)),
  };
}

function measureOne(slots: readonly MadeUpSlot[], shards: number, stopAt: number) {
  const situation = situationOf(slots, shards, stopAt);
  const startMs = performance.now();
  const plan = makePlan('bench', { is: 'balance' }, situation);
  const planMs = performance.now() - startMs;
  const bytes = slots.reduce((sum, slot) => sum + slot.bytes, 0);
  return {
    before: plan.maxOverMean.before,
    maxOverMean: plan.maxOverMean.after,
    bytesMovedPercent: (plan.bytes / bytes) * 100,
    leastBytesPercent: ((plan.leastBytes ?? 0) / bytes) * 100,
    planMs,
    citus: citusOf(slots, shards, bytes),
  };
}

function citusOf(slots: readonly MadeUpSlot[], shards: number, bytes: number) {
  const costs = slots.map(({ load, shard }) => ({ cost: load, shard }));
  citusGreedy(costs, Array<number>(shards).fill(1));
  const loads = Array<number>(shards).fill(0);
  for (const { cost, shard } of costs) loads[shard] = (loads[shard] ?? 0) + cost;
  const moved = slots.reduce((sum, slot, index) => sum + (costs[index]?.shard === slot.shard ? 0 : slot.bytes), 0);
  const mean = loads.reduce((sum, load) => sum + load, 0) / shards;
  return { maxOverMean: Math.max(...loads) / mean, bytesMovedPercent: (moved / bytes) * 100 };
}

function situationOf(slots: readonly MadeUpSlot[], shards: number, stopAt: number): PlanningSituation {
  const unknown = { epoch: 1, pinned: null, heaviest: null, moving: false, movedAtMs: null };
  return {
    keyspace: 'bench',
    version: 1,
    atMs: 0,
    shards: Array.from({ length: shards }, (_, index) => ({ name: `s${index}`, weight: 1, draining: false })),
    slots: slots.map(({ shard, load, bytes }, slot) => ({ slot, shard: `s${shard}`, load, bytes, ...unknown })),
    limits: { stopAt, apart: [], budgetBytes: null, restMs: 0, ...shardKinds.postgres.copy },
  };
}
