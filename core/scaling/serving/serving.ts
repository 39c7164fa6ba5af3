/** What is known of how full a scalable's units are, and of what one can serve. Plain data, a few hundred bytes. */
export interface Serving {
  /** What one unit can serve on average, as a share of the config's `unitPerSecond`. */
  readonly unitShare: number;
  /** That share as measured in the newest periods that tell it, oldest first. */
  readonly measured: readonly number[];
  /** Units that ran in the newest period. */
  readonly ran: number;
  /** Demand in the newest period in which the units were not full, per second; -1 where there was none. */
  readonly calmPerSecond: number;
  /** The newest period in which they were full, and the first of that stretch; -1 where none was. */
  readonly fullAt: number;
  readonly fullSince: number;
  /** Periods in a row since then. */
  readonly calmPeriods: number;
  /** Periods in a row in which the same units could do no more. */
  readonly peggedPeriods: number;
  /** Units that are asked for because units are full; 0 where none are. */
  readonly grown: number;
}

/** One period of serving. */
export interface ServedPeriod {
  /** Its number: milliseconds over period length. */
  readonly at: number;
  readonly perSecond: number;
  /** Busy share of the units, 0 to 1; null where it is not known. */
  readonly utilisation: number | null;
  /** What waits at its end; null where nothing tells it. */
  readonly backlog: number | null;
  /** Units that ran, and those of them that may not serve like the others yet; null where nobody knows. */
  readonly units: number | null;
  readonly cold: number;
}

/** From this busy share on, units count as full: what they serve may be less than what was wanted. */
const fullFrom = 0.9;

export const nothingServed: Serving = {
  unitShare: 1,
  measured: [],
  ran: 0,
  calmPerSecond: -1,
  fullAt: -1,
  fullSince: -1,
  calmPeriods: 0,
  peggedPeriods: 0,
  grown: 0,
};

export function isFull({ utilisation, backlog }: ServedPeriod): boolean {
  return (utilisation ?? 0) >= fullFrom || (backlog ?? 0) > 0;
}
