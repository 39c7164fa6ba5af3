import { followReserve, noReserve, type Reserve, type ServedDemand } from './reserve.ts';
import { isCountable, type Sized, staffingFor } from './units-for.ts';

/** The reserve of a policy once a value is taken in. A plain rate keeps none: its target is its reserve. */
export function reserveAfter(before: Reserve, policy: Sized, served: ServedDemand, leadPeriods: number): Reserve {
  if (policy.asking.by === 'rate') return noReserve;
  const most = Math.max(served.units, served.perSecond / policy.unitPerSecond);
  return isCountable(policy, most) ? followReserve(before, served, staffingFor(policy), leadPeriods) : before;
}
