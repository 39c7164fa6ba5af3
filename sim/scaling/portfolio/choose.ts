import { lowerHull } from './lower-hull.ts';
import type { Merit } from './merits.ts';
import type { Rule } from './rule.ts';

/**
 * The priced rule: the most violation that is worth its price, and the cheapest candidate within it.
 * On the lower convex hull of (violation, cost) it starts at the cheapest candidate and goes to the next safer one while
 * violation is above safety x budget and the step costs at most its price a percentage point, which rises towards
 * `priceOverBudget` where the budget is missed by habit; cost is over need, so a candidate's own cost never makes giving up look cheap. Of those that
 * cost hardly more, the safest is taken. An incumbent inside the limit stays unless clearly dearer. Answers the number of the chosen.
 */
export function choose(all: readonly Merit[], inCharge: number | null, rule: Rule): number {
  const limit = limitPercent(all, rule);
  const best = safestNear(all, cheapestWithin(all, limit), all[0]?.calm ? rule.nearShare : rule.nearShareLively);
  const incumbent = all.find(({ candidate }) => candidate === inCharge);
  if (incumbent === undefined || incumbent.violationPercent > limit) return best.candidate;
  const saves = best.costRatio < (1 - rule.hysteresis) * incumbent.costRatio;
  return saves ? best.candidate : incumbent.candidate;
}

/** The violation percent that a candidate may have had to be chosen. */
export function limitPercent(all: readonly Merit[], rule: Rule): number {
  const { safety, budgetPercent } = rule;
  const aim = safety * budgetPercent;
  const hull = lowerHull(all);
  let at = hull[0];
  for (const safer of hull.slice(1)) {
    if (at === undefined || at.violationPercent <= aim) break;
    const perPoint = (safer.costRatio - at.costRatio) / (at.violationPercent - safer.violationPercent);
    if (perPoint > priceAt(at, rule)) break;
    at = safer;
  }
  return Math.max(aim, at?.violationPercent ?? 0);
}

/**
 * What a point saved may cost where a candidate stands. Where the budget is missed on one day alone, the price is that of an
 * incident. Elsewhere it rises evenly, in the logarithm of the violation, over a factor of four around the budget: no cliff
 * stands where two histories that hardly differ would be priced a hundred times apart.
 */
function priceAt({ violationPercent, daysOverShare }: Merit, rule: Rule): number {
  const { budgetPercent, habitShare, price, priceOverBudget } = rule;
  if (daysOverShare < habitShare) return price;
  const fromHalf = Math.log((2 * violationPercent) / budgetPercent) / Math.log(4);
  return price * (priceOverBudget / price) ** Math.min(1, Math.max(0, fromHalf));
}

function safestNear(all: readonly Merit[], cheapest: Merit, nearShare: number): Merit {
  let best = cheapest;
  for (const one of all) {
    if (one.costRatio > (1 + nearShare) * cheapest.costRatio) continue;
    if (one.violationPercent < best.violationPercent) best = one;
  }
  return best;
}

function cheapestWithin(all: readonly Merit[], limit: number): Merit {
  let best: Merit | null = null;
  for (const one of all) {
    if (one.violationPercent > limit + 1e-12) continue;
    const better = best === null || one.costRatio < best.costRatio;
    if (better || (one.costRatio === best?.costRatio && one.violationPercent < best.violationPercent)) best = one;
  }
  if (best === null) throw new RangeError('there is no candidate to choose from');
  return best;
}
