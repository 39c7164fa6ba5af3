import { keepsReserve, partsOf } from './parts.ts';
import { followReserve, noReserve, type Reserve, type ServedDemand } from './reserve.ts';
import { isCountable, type Sized, staffingFor } from './units-for.ts';

/** The reserve of a policy once a value is taken in; none where no way of it keeps one. */
export function reserveAfter(before: Reserve, policy: Sized, served: ServedDemand, leadPeriods: number): Reserve {
  if (!partsOf(policy).some((part) => keepsReserve(part.policy))) return noReserve;
  return reserveKept(before, policy, served, leadPeriods);
}

/** The same of a policy of which some way keeps one. */
export function reserveKept(before: Reserve, policy: Sized, served: ServedDemand, leadPeriods: number): Reserve {
  const most = Math.max(served.units, served.perSecond / policy.unitPerSecond);
  return isCountable(policy, most) ? followReserve(before, served, staffingFor(policy), leadPeriods) : before;
}
