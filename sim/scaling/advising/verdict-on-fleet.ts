import { isNoBetter, isTooShort } from '../score/keeps-budget.ts';
import type { ServedFigures } from '../tuning/as-it-ran.ts';
import type { FleetAdvice } from './advise-fleet.ts';

/** What to do about a fleet; `unknown` where nobody knows what runs now. */
export type FleetVerdict = 'headroom' | 'keep' | 'too-short' | 'unknown';

/** Weighs what a fleet cost and missed against what Headroom would have. */
export function verdictOnFleet({ days, now, headroom }: FleetAdvice, sloBudgetPercent: number): FleetVerdict {
  if (now === null) return 'unknown';
  if (isTooShort(days)) return 'too-short';
  return isNoBetter(weighed(headroom), weighed(now), sloBudgetPercent) ? 'keep' : 'headroom';
}

function weighed({ violationPercent, meanUnits }: ServedFigures): Parameters<typeof isNoBetter>[0] {
  return { violationPercent, cost: meanUnits };
}
