import { nonNegative, Sums } from './least-squares.ts';
import type { Loads } from './loads.ts';
import { type Queue, type QueueShape, queueAt } from './queue-shape.ts';

/** A resource of a tier that is read, as far as it makes requests wait there. */
export interface SeenQueue {
  /** By block: requests that wait, where that is read. */
  readonly waiting: Float64Array | null;
  /** By block: the share that is busy, as the load explains it. */
  readonly busy: Float64Array;
  readonly servers: number;
  /** By block: how many of such there are for each unit of the tier; one where it is of the tier itself. */
  readonly times: Float64Array | null;
}

/** What is known of a tier where something is looked for that nobody reads. */
export interface TierQueue {
  /** By block: requests in the tier itself, per unit. */
  readonly inside: Float64Array;
  readonly seen: readonly SeenQueue[];
  /** By block: units that run. */
  readonly units: Float64Array;
  /** By block: clients of the service; infinite where arrivals depend on nobody. */
  readonly clients: Float64Array;
  /** What one reading errs by, as a share of it. */
  readonly noise: number;
}

/** How likely it is that something unread gives out at a load. */
export interface Likelihood {
  /** Requests per second of the service per unit, in the mix of now. */
  readonly saturation: number;
  readonly share: number;
}

/** Shapes of queues that are tried, and how likely each is before anything is read: most times vary about as exponential ones do. */
const shapes: readonly (QueueShape & { readonly share: number })[] = [
  { servers: 1, spread: 0.3, share: 0.1 },
  { servers: 1, spread: 0.6, share: 0.15 },
  { servers: 1, spread: 1, share: 0.25 },
  { servers: 1, spread: 2, share: 0.1 },
  { servers: 3, spread: 0.8, share: 0.2 },
  { servers: 8, spread: 1, share: 0.15 },
  { servers: 20, spread: 0.8, share: 0.15 },
];
const plainShape: QueueShape = { servers: 1, spread: 1 };

/**
 * How busy it may have been at the highest load. Where it was hardly busy at all, it is as good as not there; and nothing but
 * that is possible in a tier that requests pass through in no time.
 */
const peaks = [0.0005, 0.005, ...Array.from({ length: 22 }, (_, step) => 0.05 + 0.045 * step)];
const fewPeaks = [0.05, 0.4, 0.6, 0.75, 0.85, 0.93];
/** How far the formulas of queues are from the truth, as a share of what is inside. */
const modelError = 0.02;
/** A queue that is seen and not counted is what the formula says, give or take this share. */
const spreadOfSeen = 0.35;
/** How far classes are apart in what they take, before anything is read: the logarithm's standard deviation. */
const ratioSpread = 0.7;
/** Ratios whose error is higher than the best by no more than this are looked at too, the best of them. */
const nearlyAsGood = 8;
const mostRatios = 6;
/** Single blocks are off for reasons of their own (a pause, a retry): errors have the tails of Student's t with so many degrees. */
const tails = 5;
/** Blocks tell less than their number: what disturbs one disturbs the next, and no formula is quite right. */
const doubt = 2;

/**
 * How busy something was that nobody reads: a lock, a pool, a service behind, one thread of many. It makes requests wait, and
 * those that wait are inside the tier: what is inside grows with the load faster than what is read explains. For each degree
 * of being busy and each shape of queue the likelihood of what was read is told, all times and seen queues fitted. Nothing is
 * told where too few blocks are known.
 */
export function unseenLimits(tier: TierQueue, loads: Loads, blockSeconds: number): readonly Likelihood[] {
  const rows = rowsOf(tier, loads, blockSeconds);
  if (rows.length < 8 + 2 * loads.groups.length) return [];
  const shares = loads.groups.map(({ share }) => share);
  const tried = likelyRatios(rows, loads.groups.length, tier.noise).flatMap(({ ratios, odd }) => {
    const trial = new Trial(rows, ratios, tier.noise);
    return shapes.flatMap((shape) =>
      peaks.map((peak) => ({
        saturation: trial.saturationAt(peak, shares),
        error: odd + trial.errorOf(peak, shape),
        before: shape.share,
      })),
    );
  });
  const least = tried.reduce((low, { error }) => Math.min(low, error), Number.POSITIVE_INFINITY);
  const weights = tried.map(({ error, before }) => before * Math.exp((least - error) / (2 * doubt)));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return tried.map(({ saturation }, at) => ({ saturation, share: (weights[at] ?? 0) / whole }));
}

/** One block, and all of it that stays the same whatever is tried. */
interface Row {
  readonly inside: number;
  readonly clients: number;
  /** Requests of the service in the block, per unit. */
  readonly requests: number;
  /** Requests per second and unit by group; behind them, those that wait for what is seen and not counted, by the formula. */
  readonly columns: Float64Array;
  readonly groups: number;
  /** Requests that are counted as waiting. */
  readonly counted: number;
  /** What waits for the seen and uncounted: all of it, how it grows, and how much chance moves it. */
  readonly waiting: number;
  readonly slope: number;
  readonly chance: number;
}

function rowsOf(tier: TierQueue, loads: Loads, blockSeconds: number): readonly Row[] {
  return Array.from(tier.inside.keys()).flatMap((block) => {
    const row = rowOf(tier, loads, blockSeconds, block);
    const isKnown = row.inside > 0 && Number.isFinite(row.counted) && row.columns.every(Number.isFinite);
    return isKnown ? [row] : [];
  });
}

function rowOf(tier: TierQueue, { groups, total }: Loads, blockSeconds: number, block: number): Row {
  const units = tier.units[block] ?? Number.NaN;
  const clients = tier.clients[block] ?? Number.POSITIVE_INFINITY;
  const requests = ((total[block] ?? 0) * blockSeconds) / units;
  const queues = tier.seen
    .filter(({ waiting }) => waiting === null)
    .map(({ busy, servers, times }) => {
      const queue = queueAt(busy[block] ?? 0, { servers, spread: 1 }, clients);
      const many = times === null ? 1 : (times[block] ?? Number.NaN);
      return { ...queue, waiting: many * queue.waiting, slope: many * queue.slope };
    });
  const arriving = groups.map(({ perSecond }) => (perSecond[block] ?? Number.NaN) / units);
  return {
    inside: tier.inside[block] ?? Number.NaN,
    clients,
    requests,
    columns: Float64Array.from([...arriving, ...queues.map(({ waiting }) => waiting)]),
    groups: groups.length,
    counted: tier.seen.reduce(
      (sum, { waiting }) => sum + (waiting === null ? 0 : (waiting[block] ?? Number.NaN) / units),
      0,
    ),
    waiting: queues.reduce((sum, { waiting }) => sum + waiting, 0),
    slope: queues.reduce((sum, { slope }) => sum + slope, 0),
    chance: queues.reduce((sum, queue) => sum + chanceOf(queue, requests), 0),
  };
}

/** How far the mean of a queue over a block may be from its expectation, squared: long queues change slowly. */
function chanceOf({ waiting, busy }: Queue, requests: number): number {
  return waiting * waiting * Math.min(1, (4 * busy) / ((1 - Math.min(busy, 0.99)) ** 2 * Math.max(requests, 1)));
}

interface Ratios {
  /** What a request of each group takes of the unread, beside the first. */
  readonly ratios: readonly number[];
  /** How odd that is, before anything is read. */
  readonly odd: number;
  readonly error: number;
}

/** Ratios that explain nearly as well as the best: found by trying more and less of each group. */
function likelyRatios(rows: readonly Row[], groups: number, noise: number): readonly Ratios[] {
  const alike = ratiosOf(
    rows,
    Array.from({ length: groups }, () => 1),
    noise,
  );
  if (groups === 1) return [alike];
  const tried = [alike];
  const best = () => tried.reduce((low, one) => (one.error < low.error ? one : low));
  for (const step of [3, 1.8, 1.35, 1.15]) {
    for (let group = 1; group < groups; group++) {
      const from = best().ratios;
      for (const factor of [step, 1 / step]) {
        const next = from.map((ratio, at) => (at === group ? ratio * factor : ratio));
        tried.push(ratiosOf(rows, next, noise));
      }
    }
  }
  const least = best().error;
  return tried
    .filter(({ error }) => error < least + nearlyAsGood)
    .toSorted((one, other) => one.error - other.error)
    .slice(0, mostRatios);
}

function ratiosOf(rows: readonly Row[], ratios: readonly number[], noise: number): Ratios {
  const trial = new Trial(rows, ratios, noise);
  const odd = ratios.reduce((sum, ratio) => sum + (Math.log(ratio) / ratioSpread) ** 2, 0);
  return { ratios, odd, error: odd + Math.min(...fewPeaks.map((peak) => trial.errorOf(peak, plainShape))) };
}

/** The blocks of a tier, and what each asks of the unread, as a share of the most. */
class Trial {
  private readonly rows: readonly Row[];
  private readonly ratios: readonly number[];
  private readonly noise: number;
  private readonly asked: Float64Array;
  private readonly most: number;
  private readonly fixed: Float64Array;
  private readonly variances: Float64Array;

  constructor(rows: readonly Row[], ratios: readonly number[], noise: number) {
    this.rows = rows;
    this.ratios = ratios;
    this.noise = noise;
    const asked = Float64Array.from(rows, ({ columns }) => this.perSecond(columns));
    this.most = asked.reduce((most, value) => Math.max(most, value), 0);
    this.asked = asked.map((value) => value / this.most);
    this.fixed = new Float64Array(rows.length);
    this.variances = new Float64Array(rows.length);
  }

  /** The load at which the unread gives out, in a mix of the groups, where it was so busy at the highest. */
  saturationAt(peak: number, mix: readonly number[]): number {
    return this.most / (peak * this.perSecond(mix));
  }

  /** Minus twice the logarithm of the likelihood, but for a constant. */
  errorOf(peak: number, shape: QueueShape): number {
    const factors = nonNegative(this.sums(peak, shape));
    const [groups = 0] = this.rows.map((row) => row.groups);
    let error = 0;
    for (let place = groups; place < factors.length; place++)
      error += (((factors[place] ?? 0) - 1) / spreadOfSeen) ** 2;
    this.rows.forEach(({ inside, columns }, at) => {
      let expected = this.fixed[at] ?? 0;
      for (let place = 0; place < columns.length; place++) expected += (columns[place] ?? 0) * (factors[place] ?? 0);
      const variance = this.variances[at] ?? 1;
      const off = Math.log(inside / Math.max(expected, 1e-9)) ** 2 / variance;
      error += (tails + 1) * Math.log1p(off / tails) + Math.log(variance);
    });
    return error;
  }

  /** What is to be explained: what is inside, but for those that wait for the unread and those that are counted. */
  private sums(peak: number, shape: QueueShape): Sums {
    const sums = new Sums(this.rows[0]?.columns.length ?? 0);
    this.rows.forEach((row, at) => {
      const unseen = queueAt(peak * (this.asked[at] ?? 0), shape, row.clients);
      const wait = unseen.waiting + row.waiting;
      const size = Math.max(row.inside, wait);
      // A load that is read wrong puts the queue wrong by as much as it grows there.
      const slope = (unseen.slope + row.slope + Math.max(row.inside - wait, 0)) / size;
      const chance = (chanceOf(unseen, row.requests) + row.chance) / size ** 2;
      const variance = this.noise ** 2 * (1 + slope ** 2) + modelError ** 2 + chance;
      // What is served is inside too: nothing is busier than there are requests.
      const fixed = unseen.waiting + shape.servers * unseen.busy + row.counted;
      this.fixed[at] = fixed;
      this.variances[at] = variance;
      sums.addRow(row.columns, row.inside - fixed, 1 / (row.inside ** 2 * variance));
    });
    this.addKnown(sums);
    return sums;
  }

  /** What is known before of queues that are seen and not counted. */
  private addKnown(sums: Sums): void {
    for (let place = this.rows[0]?.groups ?? 0; place < sums.size; place++) {
      const columns = new Float64Array(sums.size);
      columns[place] = 1;
      sums.addRow(columns, 1, 1 / spreadOfSeen ** 2);
    }
  }

  private perSecond(loads: ArrayLike<number>): number {
    return this.ratios.reduce((sum, ratio, group) => sum + ratio * (loads[group] ?? 0), 0);
  }
}
