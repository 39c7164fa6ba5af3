import { wholeUnits } from '../whole-units.ts';
import { learnUnit, peggedFrom } from './capacity-per-unit.ts';
import { isFull, type ServedPeriod, type Serving } from './serving.ts';

/** Two periods in a row that are not full are calm: what was asked for in need may go again. */
export const calmAfter = 2;
/** Each period that units can do no more asks for as many units again as serve, up to this many times. */
const mostTimes = 3;
/** Arrivals within this factor of what units can serve may be all that was let in: the metric is censored. */
const censoredWithin = 1.05;
const spare = 1.1;

/** Takes in one period: what a unit can serve, whether units are full, and how many to ask for because they are. */
export function follow(before: Serving, period: ServedPeriod, unitPerSecond: number): Serving {
  const ran = before.ran;
  const serving = learnUnit(before, period, unitPerSecond);
  if (isFull(period)) return whileFull(serving, period, ran, unitPerSecond);
  const calmPeriods = Math.min(calmAfter, serving.calmPeriods + 1);
  const calm = { ...serving, calmPerSecond: period.perSecond, calmPeriods, peggedPeriods: 0 };
  return calmPeriods < calmAfter ? calm : { ...calm, fullSince: -1, grown: 0 };
}

/** Whether units are full, or were so a moment ago: then nothing may be taken away. */
export function isStrained({ fullAt, calmPeriods }: Serving): boolean {
  return fullAt >= 0 && calmPeriods < calmAfter;
}

function whileFull(serving: Serving, period: ServedPeriod, ran: number, unitPerSecond: number): Serving {
  const { at, utilisation, backlog, units } = period;
  const fullSince = serving.fullSince < 0 ? at : serving.fullSince;
  const full = { ...serving, fullAt: at, fullSince, calmPeriods: 0 };
  const pegged = (utilisation ?? 0) >= peggedFrom || (backlog ?? 0) > 0;
  if (!pegged || units === null || units <= 0) return { ...full, peggedPeriods: 0 };
  const peggedPeriods = units > ran ? 1 : serving.peggedPeriods + 1;
  // Units that are warming up will serve more by themselves: whether they suffice is seen when they do.
  if (period.cold > 0) return { ...full, peggedPeriods: 0 };
  const grown = Math.max(serving.grown, grownUnits(serving.unitShare * unitPerSecond, period, peggedPeriods));
  return { ...full, peggedPeriods, grown };
}

/** Where arrivals are known they are served; where only what was served is known, as many units again and again. */
function grownUnits(unitPerSecond: number, { perSecond, units }: ServedPeriod, peggedPeriods: number): number {
  const busy = perSecond / unitPerSecond;
  if (busy > censoredWithin * (units ?? 0)) return wholeUnits(busy * spare);
  return wholeUnits(busy * Math.min(mostTimes, 1 + peggedPeriods));
}
