import { type Blocks, blockMeans } from './blocks.ts';
import type { ClassLoad } from './service-readings.ts';

/** Classes that are told apart, or could not be: those that move together are one. */
export interface LoadGroup {
  readonly classes: readonly string[];
  /** Requests per second by block; not a number where a class is missing. */
  readonly perSecond: Float64Array;
  /** Its share of all requests now. */
  readonly share: number;
}

export interface Loads {
  readonly groups: readonly LoadGroup[];
  readonly total: Float64Array;
  /** Requests per second of the newest blocks, as a mean. */
  readonly now: number;
  readonly highest: number;
  /** How many times the lowest load the highest is. */
  readonly range: number;
}

/** The mix of now is that of the last part of the window. */
const nowSeconds = 1800;
/** Loads whose ratio varies by less than this (of 1) cannot be told apart by what they take. */
const leastRatioSpread = 0.1;

/** What the classes ask for, those taken together that rise and fall alike; null where no load is known at all. */
export function takeLoads(classes: readonly ClassLoad[], blocks: Blocks): Loads | null {
  const tracks = classes.map(({ name, perSecond }) => ({ name, means: blockMeans(perSecond, blocks) }));
  const merged: { names: string[]; means: Float64Array }[] = [];
  for (const { name, means } of tracks) {
    const twin = merged.find((group) => spreadOfRatio(group.means, means) < leastRatioSpread);
    if (twin === undefined) merged.push({ names: [name], means: means.slice() });
    else {
      twin.names.push(name);
      twin.means = twin.means.map((value, block) => value + (means[block] ?? Number.NaN));
    }
  }
  const total = new Float64Array(blocks.count).map((_, block) =>
    merged.reduce((sum, { means }) => sum + (means[block] ?? Number.NaN), 0),
  );
  const known = total.filter((value) => value > 0);
  if (known.length === 0 || merged.length === 0) return null;
  const newest = Math.max(1, Math.round(nowSeconds / blocks.seconds));
  const now = meanOf(total.subarray(-newest)) ?? meanOf(known) ?? 0;
  const shares = merged.map(({ means }) => meanOf(means.subarray(-newest)) ?? meanOf(means) ?? 0);
  const whole = shares.reduce((sum, share) => sum + share, 0) || 1;
  const sorted = known.toSorted();
  const [low, high] = [sorted[Math.floor(sorted.length * 0.05)] ?? 0, sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0];
  return {
    groups: merged.map(({ names, means }, at) => ({
      classes: names,
      perSecond: means,
      share: (shares[at] ?? 0) / whole,
    })),
    total,
    now,
    highest: sorted.at(-1) ?? 0,
    range: high / low,
  };
}

/** How much the logarithm of the ratio of two loads varies: the standard deviation. */
function spreadOfRatio(one: Float64Array, other: Float64Array): number {
  const ratios = one.map((value, block) => Math.log(value / (other[block] ?? Number.NaN))).filter(Number.isFinite);
  const mean = meanOf(ratios);
  if (mean === null) return 0;
  return Math.sqrt(ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / ratios.length);
}

/** The mean of what is a number; null where nothing is. */
export function meanOf(values: Float64Array): number | null {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? null : sum / count;
}
