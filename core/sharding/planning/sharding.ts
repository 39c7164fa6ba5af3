import type { Capability } from '../../capability.ts';
import { Refusal } from '../../model/errors.ts';
import type { Memory } from '../../model/memory.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Move } from '../moving/move.ts';
import { moveId, newMove } from '../moving/new-move.ts';
import type { KeyspaceStore } from '../ports.ts';
import { decide } from './decide.ts';
import { hotSlots } from './hot-slots.ts';
import { heaviestKeys } from './key-report.ts';
import { busyShards, moveIdOf } from './next-moves.ts';
import type { Kept, Observation, ShardingStep } from './observation.ts';
import { packSituation } from './packed-situation.ts';
import { Placement } from './placement.ts';
import type { Plan, PlannedMove } from './plan.ts';
import type { PlanningStore } from './ports.ts';
import type { PlanningSituation } from './situation.ts';
import { situationOf } from './situation-of.ts';

/** How far back loads are read; older ones count for little. */
const loadsMs = 48 * 3_600_000;
/** How far back reports of heavy keys are read. */
const reportsMs = 2 * 3_600_000;
/** Among how many of the newest plans the one that runs is sought. */
const plansLookedAt = 20;

/** All that balancing shards touches besides the ledger. */
export interface ShardingWorld {
  readonly keyspaces: KeyspaceStore;
  readonly planning: PlanningStore;
  /** From 0 up to 1. */
  random(): number;
}

/** Which slot moves where; the subject is the keyspace. */
export function sharding(world: ShardingWorld): Capability<Observation, ShardingStep, Kept> {
  return {
    name: 'sharding',
    observe: (subject, memory, atMs) => observe(world, subject, memory, atMs),
    decide,
    act: (observation, change) => act(world, observation, change),
  };
}

/** The situation of a keyspace as it is stored. Rejects with `Refusal` where there is no config or no map of it. */
export async function readSituation(
  { keyspaces, planning }: Pick<ShardingWorld, 'keyspaces' | 'planning'>,
  keyspace: string,
  atMs: number,
) {
  const [config, map, slots, loads, draining, activeMoves] = await Promise.all([
    keyspaces.config(keyspace),
    keyspaces.map(keyspace, true),
    keyspaces.slots(keyspace),
    planning.loads(keyspace, atMs - loadsMs),
    planning.draining(keyspace),
    keyspaces.activeMoves(keyspace),
  ]);
  if (config === null) throw new Refusal(`no keyspace "${keyspace}" is configured; deploy it, or correct the name`);
  if (map === null) throw new Refusal(`keyspace "${keyspace}" has no map yet: headroom shards init ${keyspace}`);
  const plain: PlanningSituation = situationOf({ atMs, config, map, slots, loads, draining, activeMoves });
  const situation = await withHeaviest(planning, keyspace, plain);
  return { config, map, loads, activeMoves, situation };
}

/** Names the heaviest keys where a slot is hot; reports are many, so nobody reads them where none is. */
async function withHeaviest(
  planning: PlanningStore,
  keyspace: string,
  situation: PlanningSituation,
): Promise<PlanningSituation> {
  const hot = new Set(hotSlots(new Placement(situation), situation.limits.stopAt).map(({ slot }) => slot));
  if (hot.size === 0) return situation;
  const heaviest = heaviestKeys(await planning.keyReports(keyspace, situation.atMs - reportsMs));
  const slots = situation.slots.map((slot) =>
    hot.has(slot.slot) ? { ...slot, heaviest: heaviest.get(slot.slot) ?? slot.heaviest } : slot,
  );
  return { ...situation, slots };
}

async function observe(
  world: ShardingWorld,
  subject: string,
  memory: Memory<Kept>,
  atMs: number,
): Promise<Observation> {
  const [{ config, loads, activeMoves, situation }, plans] = await Promise.all([
    readSituation(world, subject, atMs),
    world.planning.plans(subject, plansLookedAt),
  ]);
  const stored = plans.find(({ is }) => is === 'running') ?? null;
  const tried = stored === null ? [] : await world.keyspaces.movesOf(subject, stored.plan.id);
  return {
    subject,
    atMs,
    memory,
    mode: config.mode,
    startAbove: config.startAbove,
    situation: packSituation(situation),
    measuredAtMs: loads.reduce<number | null>((newest, { hourMs }) => Math.max(newest ?? 0, hourMs), null),
    planId: moveId(atMs, world.random),
    running: stored === null ? null : { stored, tried },
    busy: [...busyShards(activeMoves)].sort(),
  };
}

/** Every write is conditional, so doing it twice does nothing more. */
async function act(world: ShardingWorld, observation: Observation, step: ShardingStep): Promise<Outcome> {
  const { subject, atMs, running } = observation;
  if (step.plan !== null) await world.planning.putPlan(step.plan, 'running', null);
  const plan = step.plan ?? running?.stored.plan;
  const begun = plan === undefined ? [] : step.begin.map((move) => world.keyspaces.begin(moveOf(plan, move, atMs)));
  const refused = (await Promise.all(begun)).filter((one) => !one).length;
  if (step.end !== null && running !== null) {
    await world.planning.markPlan(running.stored, step.end.is, atMs, step.end.note);
  }
  if (refused === 0) return { is: 'applied', because: null };
  const says = '{refused} of {moves} moves of {subject} could not begin, since their slots have changed';
  return { is: 'applied', because: { says, refused, moves: step.begin.length, subject } };
}

function moveOf({ id, keyspace }: Plan, { slot, from, to, epoch }: PlannedMove, requestedAtMs: number): Move {
  return newMove({ id: moveIdOf(id, slot), keyspace, slot, from, to, epoch, requestedAtMs, plan: id });
}
