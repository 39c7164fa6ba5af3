import type { Scaler, Seen } from '../world/seen.ts';

/** Percent of capacity by how far the metric is from the threshold, in percent points; AWS's documented example. */
const outSteps = [
  { from: 20, percent: 30 },
  { from: 10, percent: 10 },
  { from: 0, percent: 0 },
] as const;
const inSteps = [
  { from: -20, percent: -30 },
  { from: -10, percent: -10 },
  { from: 0, percent: 0 },
] as const;
const cooldownSeconds = 300;

/**
 * AWS step scaling with the example of its documentation (EC2 Auto Scaling user guide, "Step adjustments"): threshold 50 %;
 * +10 % of capacity from 10 points above, +30 % from 20; the same downwards. Changes above one round down to whole units,
 * between nought and one up to one. Percentages start from what ran at the metric's time; units on their way count, so the
 * same breach never compounds; a larger step during the cool-down adds the difference; nothing leaves during it, nor during
 * a deployment.
 */
export function stepScaling(threshold: number, stepSeconds: number): Scaler {
  let outAt = Number.NEGATIVE_INFINITY;
  let inAt = Number.NEGATIVE_INFINITY;
  const cooldown = cooldownSeconds / stepSeconds;
  return {
    ask(seen: Seen): number {
      const { newest, asked, step } = seen;
      if (newest < 0 || seen.measured[newest] === 0) return asked;
      const apart = 100 * ((seen.utilisation[newest] as number) - threshold);
      const base = seen.ran[newest] as number;
      if (apart >= 0) {
        const wanted = base + adjustment(base, outSteps.find(({ from }) => apart >= from)?.percent ?? 0);
        if (wanted <= asked) return asked;
        outAt = step;
        return wanted;
      }
      if (step - outAt < cooldown || step - inAt < cooldown || asked > seen.running || seen.deploying) return asked;
      const wanted = base + adjustment(base, inSteps.find(({ from }) => apart <= from)?.percent ?? 0);
      if (wanted >= asked) return asked;
      inAt = step;
      return wanted;
    },
  };
}

/** Percent of capacity as units, rounded as AWS documents: above one down, between nought and one to one, alike below. */
export function adjustment(units: number, percent: number): number {
  const exact = (units * percent) / 100;
  if (exact === 0) return 0;
  return Math.abs(exact) < 1 ? Math.sign(exact) : Math.trunc(exact);
}
