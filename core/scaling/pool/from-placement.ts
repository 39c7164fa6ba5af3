import type { Launch, Launches, Observation } from '../observation.ts';
import type { PoolTold } from './pool-told.ts';

/**
 * Launches counted from when a unit has its place, where the pool is room: those that wait for one, which are the newest, begin
 * anew at this look. What they wait for is the long lead, and is measured of running and pool together.
 */
export function fromPlacement(
  launches: Launches | undefined,
  { isApart }: Pick<PoolTold, 'isApart'>,
  { atMs, capacity: { unplaced = 0 } }: Pick<Observation, 'atMs' | 'capacity'>,
): Launches | undefined {
  if (launches === undefined || !isApart || unplaced === 0) return launches;
  const placed = withoutNewest(launches.pending, unplaced);
  return { ...launches, pending: [...placed, { atMs, units: unplaced }], again: null };
}

function withoutNewest(pending: readonly Launch[], units: number): readonly Launch[] {
  let left = units;
  const kept: Launch[] = [];
  for (const launch of [...pending].reverse()) {
    const taken = Math.min(left, launch.units);
    left -= taken;
    if (launch.units > taken) kept.unshift({ ...launch, units: launch.units - taken });
  }
  return kept;
}
