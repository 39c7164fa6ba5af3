import type { KeyspaceConfig } from '../config/keyspace.ts';
import { kindOfShards, shardKinds } from '../config/shard-kinds.ts';
import type { ShardMap } from '../map/shard-map.ts';
import type { Slot } from '../map/slot.ts';
import type { Move } from '../moving/move.ts';
import type { SlotLoad } from './load.ts';
import type { PlanningLimits, PlanningSituation, PlanningSlot } from './situation.ts';
import { smoothedLoads } from './smoothed-load.ts';

/** What a situation is made of. */
export interface PlanningFacts {
  readonly atMs: number;
  readonly config: KeyspaceConfig;
  readonly map: ShardMap;
  readonly slots: readonly Slot[];
  readonly loads: readonly SlotLoad[];
  readonly draining: readonly string[];
  readonly activeMoves: readonly Move[];
}

/** What plans may know, out of what is stored. Slots of pins that have ended are left out: there is nothing in them. */
export function situationOf({
  atMs,
  config,
  map,
  slots,
  loads,
  draining,
  activeMoves,
}: PlanningFacts): PlanningSituation {
  const smoothed = smoothedLoads(loads, atMs);
  const hashed = 2 ** map.bits;
  const live = slots.filter(({ slot, pinned }) => slot < hashed || pinned !== null);
  // Where nothing has been measured yet, every slot counts the same.
  const unmeasured = { load: smoothed.size === 0 ? 1 : 0, bytes: 0 };
  const planning = live.map((slot): PlanningSlot => {
    const { load, bytes } = smoothed.get(slot.slot) ?? unmeasured;
    const { pinned, shard, epoch, movedAtMs } = slot;
    return {
      slot: slot.slot,
      shard,
      epoch,
      load,
      bytes,
      pinned,
      heaviest: null,
      moving: slot.move !== null,
      movedAtMs,
    };
  });
  const shards = Object.entries(config.shards).map(([name, { weight }]) => ({
    name,
    weight,
    draining: draining.includes(name),
  }));
  const leftBytes = config.mostBytesPerWindow === null ? null : leftOf(config, planning, activeMoves, atMs);
  const gone = map.shards.filter(({ name }) => config.shards[name] === undefined);
  return {
    keyspace: config.keyspace,
    version: map.version,
    atMs,
    shards: [...shards, ...gone.map(({ name, weight }) => ({ name, weight, draining: true }))],
    slots: planning,
    limits: limitsOf(config, map, leftBytes),
  };
}

function limitsOf(config: KeyspaceConfig, map: ShardMap, leftBytes: number | null): PlanningLimits {
  return {
    stopAt: config.stopAt,
    apart: config.apart.map((group) => group.flatMap((name) => slotNamed(map, name) ?? [])),
    budgetBytes: leftBytes,
    restMs: config.restHours * 3_600_000,
    ...shardKinds[kindOfShards(config)].copy,
  };
}

/** A pinned key, or else the number of a slot; null for a key that is not pinned. */
function slotNamed({ pins, owner }: ShardMap, name: string): number | null {
  const pinned = pins.get(name);
  if (pinned !== undefined) return pinned;
  return /^\d+$/.test(name) && Number(name) < owner.length ? Number(name) : null;
}

/** What this window still lets be moved: its limit less what has moved in it and what moves now. */
function leftOf(
  { mostBytesPerWindow, windowHours }: KeyspaceConfig,
  slots: readonly PlanningSlot[],
  activeMoves: readonly Move[],
  atMs: number,
): number {
  const since = atMs - windowHours * 3_600_000;
  const under = new Set(activeMoves.map(({ slot }) => slot));
  const counted = slots.filter(({ slot, movedAtMs }) => under.has(slot) || (movedAtMs !== null && movedAtMs >= since));
  return Math.max(0, (mostBytesPerWindow ?? 0) - counted.reduce((sum, { bytes }) => sum + bytes, 0));
}
