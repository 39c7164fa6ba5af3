import { isOverrun, type Serving } from './serving.ts';

/** Demand told by units that can do no more moves what is learned up to this factor above the last calm demand. */
const mostRise = 1.5;
/** Units that could do no more for longer than this tell what is usual by now. */
const longestPegged = 60;
const unusualPeriods = 15;

/**
 * What is learned of demand while units can do no more. They served less than was wanted, so it was at least what it was when
 * they last could; and retries may count requests twice and three times, so it is not believed beyond a factor.
 */
export function taughtPerSecond(serving: Serving, perSecond: number): number {
  const { at, calmPerSecond, peggedSince, backlogPerSecond } = serving;
  if (!isOverrun(serving) || calmPerSecond < 0 || at - peggedSince > longestPegged) return perSecond;
  // What is worked off was wanted before.
  const came = perSecond + Math.min(0, backlogPerSecond);
  return Math.max(calmPerSecond, Math.min(came, calmPerSecond * mostRise));
}

/** Whether units were overrun within a quarter of an hour of minutes: such a time is not an example of what is usual. */
export function isUnusual(serving: Serving): boolean {
  const { at, peggedAt, peggedSince } = serving;
  if (isOverrun(serving)) return at - peggedSince <= longestPegged;
  return peggedAt >= 0 && at - peggedAt < unusualPeriods && peggedAt - peggedSince <= longestPegged;
}
