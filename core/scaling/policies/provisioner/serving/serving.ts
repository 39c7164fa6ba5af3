/** What one unit serves, where the config does not say. */
export interface LearnedUnit {
  /** Per second; null until enough periods have told it. */
  readonly perSecond: number | null;
  /** What single periods told of it, per second: the newest, or the highest where nothing tells how busy units were. */
  readonly told: readonly number[];
}

/** What is known of how full a scalable's units are, and of what one can serve. Plain data, a few hundred bytes. */
export interface Serving {
  /** Left out where the config says what a unit serves. */
  readonly unit?: LearnedUnit;
  /** The newest period taken in: its number, milliseconds over period length; -1 before the first. */
  readonly at: number;
  /** What one unit can serve on average, as a share of the config's `unitPerSecond`, or of the `unit` that was learned. */
  readonly unitShare: number;
  /** That share as measured in the newest periods that tell it, oldest first. */
  readonly measured: readonly number[];
  /** What waited at the end of the newest period; -1 where nothing tells it. */
  readonly backlog: number;
  /** By how many requests a second it grew in that period; below 0 where it was worked off. */
  readonly backlogPerSecond: number;
  /** Units that ran in the newest period. */
  readonly ran: number;
  /** Demand in the newest period in which units could have done more, per second; -1 where there was none. */
  readonly calmPerSecond: number;
  /** The newest period in which units were full. */
  readonly fullAt: number;
  /** The newest period in which they could do no more, and the first of that stretch; -1 where none was. */
  readonly peggedAt: number;
  readonly peggedSince: number;
  /** Periods of that stretch in which the backlog grew, which tells how much is lacking. */
  readonly growingPeriods: number;
  /** Periods in a row in which the same units could do no more, and nothing told how much is lacking. */
  readonly peggedPeriods: number;
  /** Units that are asked for because units can do no more, and how many ran when that began; 0 where they can. */
  readonly grown: number;
  readonly grownFrom: number;
}

/** One period of serving. */
export interface ServedPeriod {
  readonly at: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Busy share of the units, 0 to 1; null where it is not known. */
  readonly utilisation: number | null;
  /** How many wait at its end; null where nothing tells it. */
  readonly backlog: number | null;
  /** Units that surely carried it, null where nobody knows, and those of them that may not serve like the others yet. */
  readonly units: number | null;
  /** Whether what ran is what was asked for: else nobody knows how many carried it, and it teaches nothing of a unit. */
  readonly settled: boolean;
  readonly cold: number;
}

export const nothingServed: Serving = {
  at: -1,
  unitShare: 1,
  measured: [],
  backlog: -1,
  backlogPerSecond: 0,
  ran: 0,
  calmPerSecond: -1,
  fullAt: -1,
  peggedAt: -1,
  peggedSince: -1,
  growingPeriods: 0,
  peggedPeriods: 0,
  grown: 0,
  grownFrom: 0,
};

const fullFrom = 0.9;
const peggedFrom = 0.97;
/** Where a backlog is known it tells best whether units can do no more; many units work well at 98 percent. */
const peggedWithoutBacklogFrom = 0.999;
/** So many periods without are calm: what was asked for in need may go again. */
const calmAfter = 2;

/** Whether units were so busy that none may be taken away. */
export function isFull({ utilisation, backlog }: ServedPeriod): boolean {
  return (utilisation ?? 0) >= fullFrom || (backlog ?? 0) > 0;
}

/** Whether units could do no more, so that what was served may be less than what was wanted. */
export function isPegged({ utilisation, backlog }: ServedPeriod): boolean {
  if (backlog === null) return (utilisation ?? 0) >= peggedFrom;
  return backlog > 0 || (utilisation ?? 0) >= peggedWithoutBacklogFrom;
}

/** Whether units are full, or were so a moment ago: then nothing is taken away. */
export function isStrained({ at, fullAt }: Serving): boolean {
  return fullAt >= 0 && at - fullAt < calmAfter;
}

/** Whether units can do no more, or could not a moment ago. */
export function isOverrun({ at, peggedAt }: Serving): boolean {
  return peggedAt >= 0 && at - peggedAt < calmAfter;
}
