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

function bestOfEach(sorted: readonly Merit[], kinds: readonly string[]): Merit[] {
  const taken = new Set<string | undefined>();
  return sorted.filter(({ candidate }) => {
    const kind = kinds[candidate];
    if (taken.has(kind)) return false;
    taken.add(kind);
    return true;
  });
}
