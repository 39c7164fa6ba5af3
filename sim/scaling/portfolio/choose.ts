import { byLoss, lossOf } from './choose-several.ts';
import type { Merit } from './merits.ts';
import type { Rule } from './rule.ts';

/**
 * The priced rule: whoever is expected to lose least over the next month, in cost and in what its violations are worth. An
 * incumbent stays unless somebody is clearly better. Answers the number of the chosen. Throws `RangeError` where there is
 * nobody. Why: docs/decisions/0084.
 */
export function choose(
  all: readonly Merit[],
  inCharge: number | null,
  { hysteresis }: Pick<Rule, 'hysteresis'>,
): number {
  const [best] = [...all].sort(byLoss);
  if (best === undefined) throw new RangeError('there is no candidate to choose from');
  const incumbent = all.find(({ candidate }) => candidate === inCharge);
  if (incumbent === undefined) return best.candidate;
  const saves = lossOf(incumbent) - lossOf(best) > hysteresis * best.costRatio;
  return saves ? best.candidate : incumbent.candidate;
}
