import type { Decision } from '../../model/decision.ts';
import type { Reason } from '../../model/reason.ts';
import type { Desired } from '../desired.ts';
import { noLaunches } from '../launches.ts';
import type { Kept, Observation } from '../observation.ts';
import type { KeptPool } from './kept-pool.ts';
import { isSameSet, type PoolSet } from './pool-set.ts';
import { isUnknown } from './pool-told.ts';

/**
 * Where Headroom keeps the pool no more, it is left as it was found: what was decided without one, and the pool put back in
 * the same breath. In the mode `off` nothing else is changed. What was found is forgotten once it is so.
 */
export function withPutBack(
  observation: Observation,
  decided: Decision<Desired, Kept>,
  kept: KeptPool<Kept>,
): Decision<Desired, Kept> {
  const { pool, capacity, config } = observation;
  const found = kept.found;
  if (found === undefined) return decided;
  if (pool === undefined || isUnknown(pool)) return { ...decided, keep: { ...decided.keep, pool: kept } };
  if (pool.of !== kept.of || isSameSet(pool.set, found)) return decided;
  const keep = { ...decided.keep, pool: kept };
  const desired = { ...decided.desired, putBack: found };
  const reasons = [...decided.reasons, reasonOf(desired, found, pool.frozenBecause)];
  const told = { ...decided, desired, keep, reasons, lookAgainAtMs: soon(observation, decided) };
  if (pool.frozenBecause !== null || decided.refused !== undefined) return told;
  if (config.mode !== 'off' && config.mode !== 'on') return told;
  const change = { ...(decided.change ?? { units: capacity.asked }), putBack: found };
  return { ...told, change, withheld: null, binding: reasons.length - 1, lowers: true };
}

function reasonOf(desired: Desired, found: PoolSet | null, frozen: Reason<Desired>['because'] | null): Reason<Desired> {
  if (frozen !== null) return { by: 'pool', desired, because: frozen };
  const says =
    found === null
      ? 'the pool is Headroom’s no more, and taken away, since there was none before'
      : 'the pool is Headroom’s no more, and put back as it was found';
  return { by: 'pool', desired, because: { says } };
}

function soon({ atMs }: Observation, { lookAgainAtMs }: Decision<Desired, Kept>): number {
  return Math.min(lookAgainAtMs ?? Number.POSITIVE_INFINITY, atMs + 60_000);
}

/** What is remembered where all goes by the long lead again: what was measured of launches, and not of starts from the pool. */
export function withLongLeads(kept: Kept): Kept {
  const { pool, launches: _, ...rest } = kept;
  const launches = pool?.together.launches ?? noLaunches;
  return { ...rest, ...(launches !== noLaunches && { launches: { ...launches, pending: [], again: null } }) };
}
