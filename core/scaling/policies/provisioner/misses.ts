import { type Learner, leastMiss, missBins, missBinWidth, rounded } from './learned.ts';

/** A miss of four days ago weighs half. */
const decayPerMinute = Math.exp(-Math.LN2 / (4 * 1440));
const leastVolatility = 0.008;
const mostCounted = 1.5;
const mostScale = 20;

/** How far off a learner is expected to be: the recent miss, or the usual one and the hour's, whichever is more. */
export function volatility({ fast, slow, byHour }: Learner, hour: number): number {
  const usual = byHour[hour] ?? -1;
  return Math.max(leastVolatility, fast, 0.5 * slow + 0.5 * (usual < 0 ? slow : usual));
}

/** When something was missed, and what it counts. */
export interface Missed {
  readonly hour: number;
  /** How much a miss weighs, by its requests. */
  readonly weight: number;
  /** How long a forecast stood. */
  readonly minutes: number;
}

/** Takes in how far off a forecast was, beside how far off it was expected to be. Writes into the learner. */
export function addMiss(learner: Learner, miss: number, expected: number, { hour, weight, minutes }: Missed): void {
  const bin = Math.floor((miss / expected - leastMiss) / missBinWidth);
  const at = Math.max(0, Math.min(missBins - 1, bin));
  learner.scale = rounded(learner.scale / decayPerMinute ** minutes, 1e9);
  learner.misses[at] = rounded((learner.misses[at] as number) + learner.scale * weight, 1e2);
  if (learner.scale > mostScale) rescale(learner);
  const size = Math.min(mostCounted, Math.abs(miss));
  learner.fast = rounded(learner.fast + (size - learner.fast) * (1 - 0.95 ** minutes), 1e6);
  learner.slow = rounded(learner.slow + ((size - learner.slow) * minutes) / 1440, 1e6);
  const before = learner.byHour[hour] as number;
  learner.byHour[hour] = rounded(before < 0 ? size : before + (size - before) * Math.min(1, minutes / 180), 1e5);
}

/** The multiple of the volatility that this share of misses stays below. */
export function missQuantile({ misses }: Learner, share: number): number {
  let total = 0;
  for (let bin = 0; bin < missBins; bin++) total += misses[bin] as number;
  let left = (1 - share) * total;
  for (let bin = missBins - 1; bin >= 0; bin--) {
    const held = misses[bin] as number;
    if (held >= left && held > 0) return leastMiss + (bin + 1 - left / held) * missBinWidth;
    left -= held;
  }
  return leastMiss;
}

function rescale(learner: Learner): void {
  learner.misses = learner.misses.map((held) => rounded(held / learner.scale, 1e2));
  learner.scale = 1;
}
