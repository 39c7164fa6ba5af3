import { type Blocks, periodsOf } from './blocks.ts';
import type { ServiceReadings } from './service-readings.ts';
import { insideTiers, toldNoise } from './tier-inside.ts';

/**
 * How what is inside a tier moves from period to period, within blocks whose load hardly changes. A queue moves the more the
 * longer it is, and much faster: at 60 % busy its variance over a minute is a tenth of that at 80 %. So it tells of what nobody
 * reads beside the growth of what waits, and does not grow with what requests are merely served by.
 */
export interface Scatter {
  /** By block: the variance of periods about a line, as a share of the mean squared; not a number where too few are known. */
  readonly seen: Float64Array;
  /** What of that readings err by. */
  readonly errs: Float64Array;
  /** How the load itself moves, beyond what chance and readings do: bursts, as a share squared. */
  readonly bursts: number;
  /** Degrees of freedom of each block. */
  readonly freedom: number;
  readonly periodSeconds: number;
}

/** Fewer periods in a block tell little of how they scatter. */
const fewestPeriods = 4;
/** A line takes two degrees of freedom. */
const ofLine = 2;

/** By tier. Nothing where blocks are of too few periods, or no tier tells what is inside twice: then nobody knows what readings err by. */
export function scatters(readings: ServiceReadings, blocks: Blocks): ReadonlyMap<string, Scatter> {
  const [periods, { periodSeconds }] = [periodsOf(readings), readings];
  if (blocks.length < fewestPeriods) return new Map();
  const single = insideTiers(readings, totalOf(readings, periods), {
    length: 1,
    count: periods,
    seconds: periodSeconds,
  });
  const noise = toldNoise(single.values());
  if (noise === null) return new Map();
  const freedom = blocks.length - ofLine;
  const bursts = burstsOf(readings, noise, blocks);
  return new Map(
    [...single].map(([tier, { own, errs }]) => {
      const seen = within(blocks, own, aboutALine);
      const squares = within(blocks, errs, meanOf);
      return [tier, { seen, errs: squares.map((one) => noise ** 2 * one), bursts, freedom, periodSeconds }];
    }),
  );
}

function totalOf({ classes }: ServiceReadings, periods: number): Float64Array {
  return new Float64Array(periods).map((_, at) =>
    classes.reduce((sum, { perSecond }) => sum + (perSecond[at] ?? Number.NaN), 0),
  );
}

/** What single periods of the load scatter by, but for chance (requests that come by themselves) and for what readings err by. */
function burstsOf(readings: ServiceReadings, noise: number, blocks: Blocks): number {
  const total = totalOf(readings, periodsOf(readings));
  const seen = within(blocks, total, aboutALine).filter(Number.isFinite);
  const load = meanOf(total.filter(Number.isFinite));
  const shares = readings.classes.map(({ perSecond }) => meanOf(perSecond.filter((one) => one !== null)) / load);
  const errs = noise ** 2 * shares.reduce((sum, share) => sum + share ** 2, 0);
  const mean = meanOf(seen);
  const more = mean - errs - 1 / (load * readings.periodSeconds);
  // Less may be chance, and that what readings err by is known no better.
  return more > 4 * mean * Math.sqrt(2 / (seen.length * (blocks.length - ofLine))) ? more : 0;
}

function within({ length, count }: Blocks, values: Float64Array, of: (block: Float64Array) => number): Float64Array {
  const first = values.length - length * count;
  return Float64Array.from({ length: count }, (_, block) =>
    of(values.subarray(first + block * length, first + (block + 1) * length)),
  );
}

/** The variance about the line through some values, as a share of their mean squared. */
function aboutALine(values: Float64Array): number {
  const [mean, middle] = [meanOf(values), (values.length - 1) / 2];
  let [moved, square] = [0, 0];
  for (const [at, value] of values.entries()) {
    moved += value * (at - middle);
    square += (at - middle) ** 2;
  }
  const left = values.reduce((sum, value, at) => sum + (value - mean - (moved / square) * (at - middle)) ** 2, 0);
  return left / (values.length - ofLine) / mean ** 2;
}

function meanOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}
