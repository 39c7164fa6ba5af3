import type { Because } from '../../model/reason.ts';
import { noLaunches, overdueSince, overdueUnits } from '../launches.ts';
import type { Kept, Observation } from '../observation.ts';
import { isUnknown } from '../pool/pool-told.ts';
import { keepsPool } from '../pool/pooled-config.ts';
import type { FindTrouble } from './find.ts';

/** A pool that is to be used and is not: it cannot be read, or may not be used, its units do not come, or it does not pay. */
export const poolUnused: FindTrouble = (observation, { keep }) => {
  if (!keepsPool(observation.config)) return null;
  return unusable(observation) ?? givenUp(keep) ?? overdue(observation, keep);
};

function unusable({ pool }: Observation) {
  if (pool === undefined) return null;
  const because: Because | null = isUnknown(pool)
    ? { says: 'the pool cannot be read: {trouble}', trouble: pool.trouble }
    : pool.unusableBecause;
  return because && { because, sinceMs: null };
}

function givenUp({ pool }: Kept) {
  if (pool?.givenUp === undefined) return null;
  const { atMs, warmLeadSeconds, leadSeconds } = pool.givenUp;
  const says = 'the pool is given up: starts from it have taken {warmLeadSeconds} s, and launches {leadSeconds} s';
  return { because: { says, warmLeadSeconds, leadSeconds }, sinceMs: atMs };
}

function overdue(observation: Observation, { pool }: Kept) {
  const launches = pool?.together.launches ?? noLaunches;
  const units = overdueUnits(launches, observation);
  if (units === 0) return null;
  const says = '{units} units that were launched into the pool have not got ready';
  return { because: { says, units }, sinceMs: overdueSince(launches, observation) };
}
