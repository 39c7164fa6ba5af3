import type { Observation } from '../observation.ts';
import { followUnits } from './follow-units.ts';
import type { PoolSeen } from './pool-seen.ts';
import { togetherBy } from './pool-set.ts';
import { isUnknown, type Marks, type PoolTold } from './pool-told.ts';

/** A pool that may be counted on, and who of its units has had the long start. */
export interface Counted {
  readonly told: PoolTold;
  readonly seen: PoolSeen;
  readonly started: Marks | null;
}

/** The pool of a scalable as deciding sees it; null where nothing is known of it, or it may not be used. */
export function seenOf({ pool, capacity, memory }: Observation): Counted | null {
  if (pool === undefined || isUnknown(pool) || pool.unusableBecause !== null) return null;
  const { units, marks } = followUnits(pool, capacity, memory.kept?.pool?.started ?? null);
  const { asked, max } = capacity;
  const prepared = pool.set === null ? asked : Math.max(asked, togetherBy(pool.set, asked, max));
  // What a first pool is filled with is launched at this look: what is wanted meanwhile starts as fast beside it.
  const isFrozen = pool.frozenBecause !== null || pool.set === null;
  const apart = pool.isApart === undefined ? {} : { isApart: true as const };
  const seen = { prepared, warmed: Math.min(units, prepared), ready: pool.ready, isFrozen, ...apart };
  return { told: pool, seen, started: marks };
}
