/** What is weighed: what was missed, and what it cost by any measure that is the same for both. */
interface Weighed {
  readonly violationPercent: number;
  readonly cost: number;
}

/** What is cheaper by less is not worth a change. */
const leastWon = 0.01;

/**
 * Whether one is no better than another: whoever keeps the budget wins over one who does not; of two that do the cheaper, and
 * of two that do not the one that is nearer.
 */
export function isNoBetter(one: Weighed, other: Weighed, sloBudgetPercent: number): boolean {
  const [isIn, isOtherIn] = [one, other].map(({ violationPercent }) => violationPercent <= sloBudgetPercent);
  if (isIn !== isOtherIn) return isOtherIn === true;
  return isIn ? one.cost > (1 - leastWon) * other.cost : one.violationPercent >= other.violationPercent;
}

/** A trace a day short of two weeks, which begins and ends in the middle of a day, is two weeks all the same. */
export function isTooShort(days: number): boolean {
  return days < 13.5;
}
