import { isStrained } from './follow.ts';
import type { Serving } from './serving.ts';

/** Demand told by full units moves what is learned up to this factor above the last calm demand. */
const mostRise = 1.5;
/** Units that have been full for longer than this tell what is usual by now. */
const longestFull = 60;
const strainedPeriods = 15;

/**
 * What full units teach of demand. They served less than was wanted, so it was at least what it was when they were last not
 * full; and retries may count requests twice and three times, so it is not believed beyond a factor.
 */
export function taughtPerSecond(serving: Serving, at: number, perSecond: number): number {
  const { calmPerSecond, fullSince } = serving;
  if (!isStrained(serving) || calmPerSecond < 0 || at - fullSince > longestFull) return perSecond;
  return Math.max(calmPerSecond, Math.min(perSecond, calmPerSecond * mostRise));
}

/** Whether units were full within the last quarter of an hour of minutes: such a time is no example of what is usual. */
export function isUnusual({ fullAt, fullSince }: Serving, at: number): boolean {
  return fullAt >= 0 && at - fullAt < strainedPeriods && (fullSince < 0 || at - fullSince <= longestFull);
}
