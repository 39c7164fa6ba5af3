import type { InCharge, Share } from './in-charge.ts';
import type { Merit } from './merits.ts';
import type { Rule } from './rule.ts';

/**
 * Who is in charge together: of each kind whoever is expected to lose least over the next month, weighed by how little more
 * that is than the least of all, as a share of what the best is expected to lose above the clairvoyant (exponential weights:
 * Vovk, 1990; Littlestone and Warmuth, 1994). Nothing is said of who was in charge before: weights move little from night to
 * night. Throws `RangeError` where there is nobody. Why: docs/decisions/0086.
 */
export function chooseSeveral(
  all: readonly Merit[],
  kinds: readonly string[],
  { meanShare, leastExcess, leastWeight }: Pick<Rule, 'meanShare' | 'leastExcess' | 'leastWeight'>,
): InCharge {
  const [best, ...others] = bestOfEach([...all].sort(byLoss), kinds);
  if (best === undefined) throw new RangeError('there is no candidate to choose from');
  const scale = meanShare * Math.max(leastExcess, lossOf(best) - 1);
  const shares = others.map((one): Share => {
    const weight = Math.exp((lossOf(best) - lossOf(one)) / scale);
    return { candidate: one.candidate, weight: Number(weight.toFixed(2)) };
  });
  return [{ candidate: best.candidate, weight: 1 }, ...shares.filter(({ weight }) => weight >= leastWeight)];
}

/** What a candidate is expected to lose, in clairvoyant units: its cost, and what its violations are worth. */
export function lossOf({ costRatio, worth }: Merit): number {
  return costRatio + worth;
}

/** The less lossy first, and of those alike the safer. */
export function byLoss(one: Merit, other: Merit): number {
  return lossOf(one) - lossOf(other) || one.violationPercent - other.violationPercent;
}

/**
 * The best of each kind, best first. Of those that did just alike the middle one: kinds are in the order of how careful they
 * are, and where demand was so small that all did alike, neither the most careful nor the least is known to be right.
 */
function bestOfEach(sorted: readonly Merit[], kinds: readonly string[]): Merit[] {
  const byKind = Map.groupBy(sorted, ({ candidate }) => kinds[candidate]);
  return [...byKind.values()].map((all) => {
    const alike = all.filter((one) => byLoss(one, all[0] as Merit) === 0);
    return alike[Math.floor(alike.length / 2)] as Merit;
  });
}
