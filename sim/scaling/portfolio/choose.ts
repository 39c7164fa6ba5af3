import { lowerHull } from './lower-hull.ts';
import type { Merit } from './merits.ts';
import type { Rule } from './rule.ts';

/** Who is in charge, and for how many nights somebody cheaper has been waiting. */
export interface Incumbency {
  readonly candidate: number;
  readonly nightsCheaper: number;
}

/**
 * The priced rule: the most violation that is worth its price, and the cheapest candidate within it.
 * On the lower convex hull of (violation, cost) it starts at the cheapest candidate and goes to the next safer one while
 * violation is above safety x budget and the step costs at most `price` a percentage point, or `priceOverBudget` where the
 * budget is missed by habit; cost is over need, so a candidate's own cost never makes giving up look cheap. Of those that
 * cost hardly more, the safest is taken. An incumbent inside the limit stays unless clearly dearer.
 */
export function choose(all: readonly Merit[], incumbency: Incumbency | null, rule: Rule): Incumbency {
  const limit = limitPercent(all, rule);
  const best = safestNear(all, cheapestWithin(all, limit), all[0]?.calm ? rule.nearShare : rule.nearShareLively);
  const incumbent = all.find(({ candidate }) => candidate === incumbency?.candidate);
  if (incumbency === null || incumbent === undefined) return { candidate: best.candidate, nightsCheaper: 0 };
  if (incumbent.violationPercent > limit) return { candidate: best.candidate, nightsCheaper: 0 };
  const saves = best.costRatio < (1 - rule.hysteresis) * incumbent.costRatio;
  if (!saves) return { candidate: incumbent.candidate, nightsCheaper: 0 };
  const nights = incumbency.nightsCheaper + 1;
  if (nights < rule.nightsToCheaper) return { candidate: incumbent.candidate, nightsCheaper: nights };
  return { candidate: best.candidate, nightsCheaper: 0 };
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

/** What a point saved may cost where a candidate stands: more where it misses the budget by habit. */
function priceAt({ violationPercent, daysOverShare }: Merit, rule: Rule): number {
  const { budgetPercent, habitShare, price, priceOverBudget } = rule;
  return violationPercent > budgetPercent && daysOverShare >= habitShare ? priceOverBudget : price;
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
