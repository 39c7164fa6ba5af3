import { type Blocks, blockMeans } from './blocks.ts';
import type { LittleCheck } from './diagnosis.ts';
import type { ServiceReadings, TierReadings } from './service-readings.ts';

/** What is in a tier, by block, and whether its readings agree. */
export interface TierInside {
  /** Requests inside, those in the tiers behind it included; not a number where nothing tells. */
  readonly whole: Float64Array;
  /** Requests that are in this tier itself. */
  readonly own: Float64Array;
  /** Tiers that tell neither time nor requests inside, and whose requests are therefore among the own of this one. */
  readonly covers: readonly string[];
  /** What `own` errs by, squared, as a share of it and in squares of what one reading errs by. */
  readonly errs: Float64Array;
  readonly throughput: Float64Array;
  readonly little: LittleCheck | null;
}

/** Counts and times that are further apart than this (as a ratio) do not speak of the same requests. */
const mostBias = 0.1;

/**
 * How many requests are in each tier: as counted, and as Little's law has it from throughput and latency; where there are
 * both and they agree, the mean of the two, which errs less than either.
 */
export function insideTiers(
  { tiers }: ServiceReadings,
  total: Float64Array,
  blocks: Blocks,
): ReadonlyMap<string, TierInside> {
  const whole = new Map(tiers.map((tier) => [tier.name, insideOf(tier, total, blocks)]));
  const silent = new Set(tiers.map(({ name }) => name).filter((name) => isSilent(whole.get(name)?.whole ?? [])));
  const covers = coversOf(tiers, silent);
  return new Map(
    tiers.map((tier) => {
      const one = whole.get(tier.name) as Whole;
      const covered = covers.get(tier.name) ?? [];
      const behind = behindOf(tier.name, tiers, silent)
        .filter((name) => !silent.has(name))
        .flatMap((name) => whole.get(name) ?? []);
      const own = one.whole.map((value, block) =>
        Math.max(
          behind.reduce((left, other) => left - (other.whole[block] ?? Number.NaN), value),
          value * leastOwn,
        ),
      );
      const errs = own.map((count, block) =>
        [one, ...behind].reduce((sum, { whole: all, squares }) => sum + squares * ((all[block] ?? 0) / count) ** 2, 0),
      );
      return [tier.name, { ...one, own, errs, covers: covered }];
    }),
  );
}

interface Whole extends Pick<TierInside, 'whole' | 'throughput' | 'little'> {
  /** Squares of what one reading errs by that it has, as a share. */
  readonly squares: number;
}

const isSilent = (inside: ArrayLike<number>) => Array.from(inside).every((count) => !Number.isFinite(count));

/** The tiers behind one, and those behind them as far as nothing tells of what stands between. */
function behindOf(name: string, tiers: readonly TierReadings[], silent: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>();
  const add = (of: string) => {
    for (const next of tiers.find((tier) => tier.name === of)?.behind ?? []) {
      if (next === name || found.has(next)) continue;
      found.add(next);
      if (silent.has(next)) add(next);
    }
  };
  add(name);
  return [...found];
}

/** The silent tiers behind each that speaks; not those behind several, since nobody knows whose requests are where. */
function coversOf(tiers: readonly TierReadings[], silent: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const speaking = tiers.filter(({ name }) => !silent.has(name));
  const behind = speaking.map(({ name }) => [name, behindOf(name, tiers, silent)] as const);
  return new Map(
    behind.map(([name, mine]) => [
      name,
      mine.filter((one) => silent.has(one) && behind.filter(([, theirs]) => theirs.includes(one)).length === 1),
    ]),
  );
}

/** Noise may make what is behind look like more than what is inside; so much of it is the tier's own in any case. */
const leastOwn = 0.01;

function insideOf(tier: TierReadings, total: Float64Array, blocks: Blocks): Whole {
  const throughput = tier.throughput === null ? total : blockMeans(tier.throughput, blocks);
  const latency = tier.latency === null ? null : blockMeans(tier.latency, blocks);
  const counted = tier.concurrency === null ? null : blockMeans(tier.concurrency, blocks);
  const byLaw = latency?.map((seconds, block) => seconds * (throughput[block] ?? Number.NaN)) ?? null;
  const little = counted === null || byLaw === null ? null : checkLittle(counted, byLaw);
  const unknown = new Float64Array(blocks.count).fill(Number.NaN);
  if (counted === null || byLaw === null)
    return { whole: counted ?? byLaw ?? unknown, throughput, little, squares: counted === null ? 2 : 1 };
  const both = counted.map((count, block) => {
    const other = byLaw[block] ?? Number.NaN;
    if (little?.holds !== true || !Number.isFinite(other)) return count;
    return Number.isFinite(count) ? Math.sqrt(count * other) : other;
  });
  // The root of a count and of a product of two.
  return { whole: both, throughput, little, squares: little?.holds === true ? 3 / 4 : 1 };
}

function checkLittle(counted: Float64Array, byLaw: Float64Array): LittleCheck | null {
  const off = counted
    .map((count, block) => Math.log(count / (byLaw[block] ?? Number.NaN)))
    .filter(Number.isFinite)
    .toSorted();
  if (off.length === 0) return null;
  const middle = off[Math.floor(off.length / 2)] ?? 0;
  const spread = off.map((value) => Math.abs(value - middle)).toSorted()[Math.floor(off.length / 2)] ?? 0;
  return { ratio: Math.exp(middle), residual: spread * 1.4826, holds: Math.abs(middle) <= mostBias };
}

/** What one reading of a window errs by, as a share: from how far count, throughput and latency contradict each other. */
export function noiseOf(tiers: Iterable<TierInside>): number {
  return toldNoise(tiers) ?? usualNoise;
}

/** The same; null where no tier tells what is inside twice. */
export function toldNoise(tiers: Iterable<TierInside>): number | null {
  const residuals = [...tiers]
    .flatMap(({ little }) => (little === null ? [] : [little.residual]))
    .sort((a, b) => a - b);
  const middle = residuals[Math.floor(residuals.length / 2)];
  return middle === undefined ? null : Math.max(middle / Math.sqrt(3), leastNoise);
}

/** What the mean of a block is taken to err by where nothing tells. */
const usualNoise = 0.03;
const leastNoise = 0.003;
