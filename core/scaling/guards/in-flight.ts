import { isDeploymentOverdue } from '../deploying.ts';
import { type LimitedUnits, limitUnits, type Situation } from '../guard.ts';
import { overdueSince, overdueUnits } from '../launches.ts';
import type { Observation } from '../observation.ts';

/**
 * While units are coming, or the target says that they are needed (a deployment), nothing is taken away. Either has its
 * patience: units that are overdue are no longer coming, and then what runs is kept for as long as a deployment is waited
 * for; a deployment that is overdue is waited for no more, nor for what it launches beside what was asked for. Units of
 * which nobody knows how much they are have none.
 */
export const inFlight = limitUnits(({ observation, launches, deployingSinceMs }, units) => {
  const { capacity, config, atMs } = observation;
  if (units >= capacity.asked) return null;
  if (capacity.unitsBecause !== undefined) return { units: capacity.asked, because: capacity.unitsBecause };
  const isOverdue = isDeploymentOverdue(config, deployingSinceMs, atMs);
  if (capacity.keepBecause !== null && !isOverdue) return { units: capacity.asked, because: capacity.keepBecause };
  const awaited = isOverdue ? Math.min(capacity.inFlight, capacity.asked - capacity.running) : capacity.inFlight;
  return awaited <= 0 ? null : whileComing(observation, launches, awaited, units);
});

function whileComing(
  observation: Observation,
  launches: Situation['launches'],
  awaited: number,
  units: number,
): LimitedUnits {
  const { capacity, config, atMs } = observation;
  const overdue = overdueUnits(launches, observation);
  const coming = awaited - overdue;
  if (coming > 0) {
    const says = '{units} units are still coming, so nothing is taken away';
    return { units: capacity.asked, because: { says, units: coming } };
  }
  const kept = Math.min(capacity.asked, Math.floor(capacity.running));
  if (units >= kept || isDeploymentOverdue(config, overdueSince(launches, observation), atMs)) return null;
  const says = '{units} units are overdue and given up; the {running} that run are kept for now';
  return { units: kept, because: { says, units: overdue, running: capacity.running } };
}
