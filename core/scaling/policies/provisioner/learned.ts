/** What one online regression has learned: weights, its inverse covariance (upper triangle), and how far it was off. */
export interface Learner {
  weights: number[];
  /** Ten-millionths, since whole numbers are short. */
  inverse: number[];
  /** Decayed histogram of (what came - forecast) / volatility; `scale` is what a new observation weighs. */
  misses: number[];
  scale: number;
  /** Mean size of the miss: over 20 minutes, over a day, and by hour of the day (-1 where unknown). */
  fast: number;
  slow: number;
  byHour: number[];
}

/** A forecast whose window is not over yet. */
export interface Pending {
  /** The period of the newest sample it was made from. */
  readonly at: number;
  readonly level: number;
  readonly features: readonly number[];
  /** What each learner forecast, and with which volatility. */
  readonly forecasts: readonly number[];
  readonly volatilities: readonly number[];
}

/** Mean and variance of demand over about so many periods. */
export interface Envelope {
  mean: number;
  variance: number;
}

/**
 * All that is learned of a demand, whatever it is used for, so that changing the way of asking never starts anew.
 * Plain data, rounded where it is written, about 8 kB as JSON. Demand is kept as its natural logarithm.
 */
export interface Learned {
  /** The period (milliseconds over period length) of the newest sample taken in; -1 before the first. */
  at: number;
  /** The newest value as it was measured, per second. */
  last: number;
  /** Samples taken in so far, at most 65 535. */
  samples: number;
  /** The newest periods, oldest first, gaps filled with what was last known. */
  recent: number[];
  /** Levels: moving averages over about 2, 6, 30 and 1440 periods. */
  levels: [number, number, number, number];
  /** Variance of single periods around the shortest level. */
  noise: number;
  /** Departures from the half-hour level by minute of the hour. */
  minutes: number[];
  /** Levels by quarter of the day, and by half hour of the week, in hundredths, since whole numbers are short. */
  day: Cells;
  week: Cells;
  /** The highest demand so far, as logarithm, which wanes by a hundredth a day; null before it is known. */
  highest: number | null;
  /** By how much the highest demand of a quarter, half of the newest and half of the days before, is above its level. */
  peaks: Cells;
  /** The quarter that is being summed up: its number, sum and count; its highest value; and the half hour's sums. */
  quarter: [number, number, number];
  quarterPeak: number;
  half: [number, number, number];
  envelopes: Envelope[];
  learners: Learner[];
  pending: Pending[];
}

/** The expectiles that are learned: for calm demand and for bursts. */
export const expectiles = [0.8, 0.97] as const;
/** The periods that envelopes look back on, about. */
export const envelopePeriods = [5, 10, 20, 30, 60] as const;
export const featureCount = 14;
export const inverseScale = 1e7;
export const missBins = 80;
export const leastMiss = -4;
export const missBinWidth = 0.175;
/** A season, cell by cell; null where nothing is known. */
export type Cells = readonly (number | null)[];
/** Cells of a season keep the logarithm times this. */
export const seasonScale = 100;

/** What is known of peaks before the first quarter of an hour is over. */
export const noPeaks: Pick<Learned, 'highest' | 'peaks' | 'quarterPeak'> = {
  highest: null,
  peaks: new Array<null>(96).fill(null),
  quarterPeak: 0,
};

/** Nothing learned yet: weights that make sense, a spread of misses wide enough to be careful. */
export function blank(): Learned {
  return {
    at: -1,
    last: 0,
    samples: 0,
    recent: [],
    levels: [0, 0, 0, 0],
    noise: 0.001,
    minutes: new Array<number>(60).fill(0),
    day: new Array<null>(96).fill(null),
    week: new Array<null>(336).fill(null),
    ...noPeaks,
    quarter: [-1, 0, 0],
    half: [-1, 0, 0],
    envelopes: envelopePeriods.map(() => ({ mean: -1, variance: 0 })),
    learners: expectiles.map(blankLearner),
    pending: [],
  };
}

function blankLearner(): Learner {
  const weights = new Array<number>(featureCount).fill(0);
  weights[1] = 0.7;
  weights[4] = 0.5;
  const inverse: number[] = [];
  for (let row = 0; row < featureCount; row++) {
    for (let column = row; column < featureCount; column++)
      inverse.push(row !== column ? 0 : (row === 0 ? 0.1 : 1) * inverseScale);
  }
  return {
    weights,
    inverse,
    misses: carefulMisses(),
    scale: 1,
    fast: 0.05,
    slow: 0.05,
    byHour: new Array<number>(24).fill(-1),
  };
}

/** Half a normal and half an exponential with a long tail, worth an hour of samples. */
function carefulMisses(): number[] {
  const raw = Array.from({ length: missBins }, (_, bin) => {
    const miss = leastMiss + (bin + 0.5) * missBinWidth;
    return Math.exp(-(miss < 0 ? miss * miss * 0.5 : Math.min(miss * miss * 0.5, miss * 1.2)));
  });
  const sum = raw.reduce((total, value) => total + value, 0);
  return raw.map((value) => rounded((60 * value) / sum, 1e2));
}

/** What demand is over a day or so, per second. */
export function usualPerSecond({ levels }: Pick<Learned, 'levels'>): number {
  return Math.exp(levels[3]);
}

/**
 * A number with so many digits after the point as `scale` has noughts; keeps what is stored short. Never -0. Math.round takes
 * four times as long.
 */
export function rounded(value: number, scale: number): number {
  return Math.floor(value * scale + 0.5) / scale;
}

/**
 * A copy that may be written to. What was learned before stays as it is, as a decision must leave it. The seasons change
 * seldom and are copied when they are written.
 */
export function copyOf(learned: Learned): Learned {
  return {
    ...learned,
    recent: learned.recent.slice(),
    levels: [...learned.levels],
    minutes: learned.minutes.slice(),
    quarter: [...learned.quarter],
    half: [...learned.half],
    envelopes: learned.envelopes.map(({ mean, variance }) => ({ mean, variance })),
    learners: learned.learners.map((learner) => ({
      ...learner,
      weights: learner.weights.slice(),
      inverse: learner.inverse.slice(),
      misses: learner.misses.slice(),
      byHour: learner.byHour.slice(),
    })),
    pending: learned.pending.slice(),
  };
}
