import { wholeUnits } from '../../../whole-units.ts';
import { learnUnit } from './capacity-per-unit.ts';
import { isFull, isOverrun, isPegged, type ServedPeriod, type Serving } from './serving.ts';

/** Each period that the same units can do no more asks for as many again as serve, up to this many times. */
const mostTimes = 3;
/** Once more of them have landed and can do no more either, for half as many again, up to this many times. */
const mostTimesMore = 2;
/** Arrivals beyond this factor of what units can serve show that the metric counts what was not served too. */
const censoredWithin = 1.05;
/** Units that can do no more and serve less than this share of what they did when calm can do less than they could. */
const lessThanCalm = 0.98;
const spare = 1.1;
/** A backlog that changes by less than this share of itself stays as it is. */
const sameBacklog = 0.02;
const enoughGrowing = 2;

/** Takes in one period: what a unit can serve, whether units are full, and how many to ask for because of it. */
export function follow(before: Serving, period: ServedPeriod, unitPerSecond: number): Serving {
  const { at, perSecond, backlog } = period;
  const serving = {
    ...learnUnit(before, period, unitPerSecond),
    at,
    fullAt: isFull(period) ? at : before.fullAt,
    backlog: backlog ?? -1,
    backlogPerSecond: backlogGrowth(period, before),
  };
  if (isPegged(period)) return whilePegged(serving, period, before, unitPerSecond);
  // Requests that come again come a little later: the first period after is not an example yet.
  if (isOverrun(serving)) return { ...serving, peggedPeriods: 0 };
  return { ...serving, calmPerSecond: perSecond, growingPeriods: 0, peggedPeriods: 0, grown: 0, grownFrom: 0 };
}

/** By how many requests a second the backlog has grown; 0 where it stays as it is, or is not known. */
function backlogGrowth({ backlog, seconds }: ServedPeriod, before: Serving): number {
  if (backlog === null || before.backlog < 0) return 0;
  const growth = backlog - before.backlog;
  return Math.abs(growth) <= sameBacklog * backlog ? 0 : growth / seconds;
}

function whilePegged(serving: Serving, period: ServedPeriod, before: Serving, unitPerSecond: number): Serving {
  const { at, units, cold } = period;
  const { backlogPerSecond } = serving;
  const peggedSince = before.peggedAt >= 0 && at - before.peggedAt <= 2 ? before.peggedSince : at;
  const growingPeriods = before.growingPeriods + (backlogPerSecond > 0 ? 1 : 0);
  const pegged = { ...serving, peggedAt: at, peggedSince, growingPeriods };
  // Units that are warming up will serve more by themselves: whether they suffice is seen when they do. Where less waits
  // than before, they do suffice.
  if (units === null || units <= 0 || cold > 0 || backlogPerSecond < 0) return { ...pegged, peggedPeriods: 0 };
  const unknown = backlogPerSecond === 0 ? 1 : 0;
  const peggedPeriods = (units > before.ran ? 0 : before.peggedPeriods) + unknown;
  const wanted = wantedUnits({ ...pegged, peggedPeriods }, period.perSecond, units, unitPerSecond);
  const grownFrom = before.grownFrom === 0 ? units : before.grownFrom;
  return { ...pegged, peggedPeriods, grownFrom, grown: Math.max(before.grown, wanted) };
}

function wantedUnits(serving: Serving, perSecond: number, units: number, unitPerSecond: number): number {
  const { unitShare, calmPerSecond, grownFrom, peggedPeriods, backlogPerSecond, growingPeriods } = serving;
  const unit = unitPerSecond * unitShare;
  const busy = perSecond / unit;
  // Less is served than when all was calm: the units have become fewer, and those that replace them are coming, or weaker.
  if (perSecond < calmPerSecond * lessThanCalm) {
    if (busy >= units * lessThanCalm) return wholeUnits(calmPerSecond / unit);
    return wholeUnits(units * spare * Math.min(mostTimesMore, calmPerSecond / Math.max(perSecond, 1e-9)));
  }
  if (busy > censoredWithin * units) return wholeUnits(busy * spare);
  if (backlogPerSecond > 0) return wholeUnits((busy + backlogPerSecond / unit) * spare);
  // It grew over some periods, which told how much is lacking, and is now as long as it can be: nothing new.
  if (growingPeriods >= enoughGrowing) return 0;
  const hasGrown = grownFrom > 0 && units > grownFrom;
  const times = hasGrown ? Math.min(mostTimesMore, 1 + peggedPeriods / 2) : Math.min(mostTimes, 1 + peggedPeriods);
  return wholeUnits(Math.min(busy, units) * times);
}
