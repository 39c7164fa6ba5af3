import type { Loads } from './loads.ts';
import type { QueueShape } from './queue-shape.ts';
import { type Row, rowsOf, type TierQueue } from './tier-rows.ts';
import { Trial } from './unseen-trial.ts';

/** How likely it is that something unread gives out at a load. */
export interface Likelihood {
  /** Requests per second of the service per unit, in the mix of now, of what was tried beside it: it stands for all between. */
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** Shapes of queues that are tried, and how likely each is before anything is read: most times vary about as exponential ones do, and none less than not at all. */
const shapes: readonly (QueueShape & { readonly share: number })[] = [
  { servers: 1, spread: 0.5, share: 0.1 },
  { servers: 1, spread: 0.67, share: 0.15 },
  { servers: 1, spread: 1, share: 0.25 },
  { servers: 1, spread: 2, share: 0.1 },
  { servers: 2, spread: 0.8, share: 0.15 },
  { servers: 4, spread: 0.9, share: 0.15 },
  { servers: 9, spread: 1, share: 0.1 },
  { servers: 18, spread: 1, share: 0.08 },
];
const plainShape: QueueShape = { servers: 1, spread: 1 };

/**
 * How busy it may have been at the highest load. Where it was hardly busy at all, it is as good as not there; and nothing but
 * that is possible in a tier that requests pass through in no time.
 */
const peakStep = 0.045;
const peaks = [
  { peak: 0.0005, within: 0 },
  { peak: 0.005, within: 0 },
  ...Array.from({ length: 22 }, (_, step) => ({ peak: 0.05 + peakStep * step, within: peakStep })),
];
const fewPeaks = [0.05, 0.4, 0.6, 0.75, 0.85, 0.93];
/** How far classes are apart in what they take, before anything is read: the logarithm's standard deviation. */
const ratioSpread = 0.7;
/** Ratios whose error is higher than the best by no more than this are looked at too, the best of them. */
const nearlyAsGood = 8;
const mostRatios = 6;
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
      peaks.map(({ peak, within }) => ({
        from: trial.saturationAt(peak + within, shares),
        to: trial.saturationAt(peak - within, shares),
        error: odd + trial.errorOf(peak, shape),
        before: shape.share,
      })),
    );
  });
  const least = tried.reduce((low, { error }) => Math.min(low, error), Number.POSITIVE_INFINITY);
  const weights = tried.map(({ error, before }) => before * Math.exp((least - error) / (2 * doubt)));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return tried.map(({ from, to }, at) => ({ from, to, share: (weights[at] ?? 0) / whole }));
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
