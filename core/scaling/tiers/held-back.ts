import type { Because } from '../../model/reason.ts';
import type { LimitedUnits } from '../guard.ts';
import type { Observation } from '../observation.ts';
import { floorOf } from './floor-of.ts';
import { isWaitedFor, type Tier } from './tier.ts';

/** So long one waits for those that it needs to hear of more: a tick. Longer than they take, and no longer than they matter. */
const patienceMs = 60_000;

/** What one of those behind lets a scalable rise to. */
interface Ceiling {
  readonly units: number;
  readonly because: Because;
}

/**
 * How far a scalable may rise: no further than those that it needs take connections, and, for as long as they may be about to
 * hear of it, than they have heard. Null where nothing holds it back. What is asked for already stays.
 * Why: docs/decisions/0069.
 */
export function heldBack(observation: Observation, units: number): LimitedUnits {
  const { tiers, capacity } = observation;
  if (tiers === undefined) return null;
  const floor = floorOf(observation);
  const ceilings = tiers.downstream.flatMap((tier) => {
    return [...connectionsOf(observation, tier, floor, units), ...orderOf(observation, tier, units)];
  });
  const lowest = ceilings.reduce<Ceiling | null>(lower, null);
  if (lowest === null) return null;
  const most = Math.max(lowest.units, capacity.asked, Math.min(floor, units));
  if (units > most) return { units: most, because: lowest.because };
  return lowest.units < floor && units >= floor ? { units, because: lowest.because } : null;
}

const lower = (lowest: Ceiling | null, one: Ceiling) => (lowest === null || one.units < lowest.units ? one : lowest);

function connectionsOf({ subject, capacity }: Observation, tier: Tier, floor: number, wanted: number): Ceiling[] {
  const { scalable, need, last } = tier;
  const { connectionsPerUnit: perUnit, connectionsMost } = need;
  if (perUnit === null) return [];
  const takes = last?.passed.takes ?? null;
  const granted = takes === null ? null : (last?.passed.grants[subject] ?? capacity.asked * perUnit);
  const connections = Math.min(granted ?? Number.POSITIVE_INFINITY, connectionsMost ?? Number.POSITIVE_INFINITY);
  if (connections === Number.POSITIVE_INFINITY) return [];
  const units = Math.floor(connections / perUnit + 1e-9);
  const says = '{tier} takes {connections} connections of it, {perUnit} for each unit, so no more than {units} units';
  const because = { tier: scalable, connections, perUnit, units, wanted };
  if (units >= floor) return [{ units, because: { says, ...because } }];
  return [{ units, because: { says: `${says}; the floor of {floor} wins`, ...because, floor } }];
}

/** Whether it has not been looked at for as long as it is waited for. */
function isDeaf({ last }: Tier, waitsSinceMs: number | null, atMs: number): boolean {
  return waitsSinceMs !== null && (last?.atMs ?? 0) <= waitsSinceMs && atMs - waitsSinceMs >= patienceMs;
}

/** What is wanted of one that acts is heard first, unless it takes too long. */
function orderOf({ subject, capacity, atMs, memory }: Observation, tier: Tier, wanted: number): Ceiling[] {
  const waitsSinceMs = memory.kept?.tiers?.waitsSinceMs ?? null;
  if (!isWaitedFor(tier, atMs) || isDeaf(tier, waitsSinceMs, atMs)) return [];
  const heard = tier.last?.passed.heard[subject] ?? 0;
  if (heard >= wanted || wanted <= capacity.asked) return [];
  const units = Math.max(heard, capacity.asked);
  const says = '{tier} goes up first: {wanted} units are wanted, and it has heard of {units}';
  return [{ units, because: { says, tier: tier.scalable, units, wanted } }];
}
