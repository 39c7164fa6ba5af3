import type { Because } from '../model/reason.ts';
import type { LoadPoint, Scalability } from './diagnosis.ts';
import { nonNegative, Sums } from './least-squares.ts';

/** A curve, or why there is none. */
export type ScalabilityFit =
  | { readonly is: 'curve'; readonly curve: Scalability }
  | { readonly is: 'refused'; readonly because: Because };

const fewestPoints = 6;
/** Points have to reach over a factor of so much. */
const leastRange = 1.5;
/** A curve has to leave so much less than a straight line does, or it tells nothing that the line does not. */
const betterThanLine = 0.9;
/** What leaves less than this share of its squares is exact. */
const exact = 1e-9;
const mostRounds = 500;
/** A step that takes less than this share off the error is the last. */
const atRest = 1e-11;

/**
 * The Universal Scalability Law through points of load and throughput, by least squares on the throughputs (Levenberg and
 * Marquardt). It starts from the same law written as a line, `N / X` over `1, N - 1, N (N - 1)`, which non-negative least
 * squares solve at once. Refused where points are too few or too near, where nothing is left to improve on a straight line, or
 * where the search has not come to rest.
 */
export function fitScalability(points: readonly LoadPoint[]): ScalabilityFit {
  const known = points.filter(({ load, throughput }) => load > 0 && throughput > 0);
  if (known.length < fewestPoints)
    return refuse({
      says: '{points} points are too few for a curve of {fewest}',
      points: known.length,
      fewest: fewestPoints,
    });
  const loads = known.map(({ load }) => load);
  const range = Math.max(...loads) / Math.min(...loads);
  if (range < leastRange)
    return refuse({ says: 'the load hardly varied: the highest is {range} times the lowest', range });
  const start = startOf(known);
  const found = withoutNeedlessCoherency(known, search(known, start), search(known, { ...start, kappa: 0 }, true));
  if (found === null) return refuse({ says: 'the search for a curve did not come to rest' });
  const line = errorOf(known, lineThrough(known));
  const all = known.reduce((sum, { throughput }) => sum + throughput ** 2, 0);
  if (!(errorOf(known, found) < betterThanLine * line) || line < exact * all)
    return refuse({ says: 'a straight line fits as well: throughput grows as the load does, as far as was seen' });
  return { is: 'curve', curve: described(known, found) };
}

/** Throughput by the law. */
export function throughputAt(load: number, { lambda, sigma, kappa }: Law): number {
  return (lambda * load) / (1 + sigma * (load - 1) + kappa * load * (load - 1));
}

type Law = Pick<Scalability, 'lambda' | 'sigma' | 'kappa'>;

function refuse(because: Because): ScalabilityFit {
  return { is: 'refused', because };
}

/** The law as a line, weighted so that errors of throughput count alike. */
function startOf(points: readonly LoadPoint[]): Law {
  const sums = new Sums(3);
  for (const { load, throughput } of points) {
    const weight = (throughput * throughput) / load;
    sums.addRow([1, load - 1, load * (load - 1)], load / throughput, weight * weight);
  }
  const [one = 0, contention = 0, coherency = 0] = nonNegative(sums);
  if (one > 0) return { lambda: 1 / one, sigma: contention / one, kappa: coherency / one };
  return lineThrough(points);
}

function lineThrough(points: readonly LoadPoint[]): Law {
  const sums = new Sums(1);
  for (const { load, throughput } of points) sums.addRow([load], throughput, 1);
  return { lambda: nonNegative(sums)[0] ?? 0, sigma: 0, kappa: 0 };
}

function errorOf(points: readonly LoadPoint[], law: Law): number {
  return points.reduce((sum, { load, throughput }) => sum + (throughput - throughputAt(load, law)) ** 2, 0);
}

/**
 * Coherency bends the curve down again behind its peak. It is left out where the curve is as good without it (Bayesian
 * information criterion), and where the peak stands at the end of what was seen: the knee of a queue is sharper than contention
 * alone, and would be taken for a peak.
 */
function withoutNeedlessCoherency(points: readonly LoadPoint[], full: Law | null, without: Law | null): Law | null {
  if (full === null || without === null || full.kappa === 0) return full ?? without;
  const gain = points.length * Math.log(errorOf(points, without) / errorOf(points, full));
  if (gain <= Math.log(points.length)) return without;
  const peak = peakOf(full) ?? Number.POSITIVE_INFINITY;
  const highest = Math.max(...points.map(({ load }) => load));
  const isFarAhead = peak > farAhead * highest;
  const isSeen = highest > wellBehind * peak && falls(points.filter(({ load }) => load >= peak));
  return isFarAhead || isSeen ? full : without;
}

/** A peak counts as seen where loads went so many times beyond it, and as foreseen where it is so many times above them. */
const wellBehind = 1.3;
const farAhead = 1.5;

function falls(points: readonly LoadPoint[]): boolean {
  const mean = points.reduce((sum, { load }) => sum + load, 0) / points.length;
  return points.reduce((sum, { load, throughput }) => sum + (load - mean) * throughput, 0) < 0;
}

function peakOf({ sigma, kappa }: Law): number | null {
  return kappa > 0 && sigma < 1 ? Math.sqrt((1 - sigma) / kappa) : null;
}

/** Levenberg and Marquardt's descent, none below zero; null where it does not come to rest. */
function search(points: readonly LoadPoint[], start: Law, noCoherency = false): Law | null {
  let [law, error, damping] = [start, errorOf(points, start), 1e-3];
  for (let round = 0; round < mostRounds; round++) {
    const next = stepFrom(points, law, damping, noCoherency);
    const nextError = errorOf(points, next);
    if (nextError >= error) {
      damping *= 4;
      // No step, however small, leads down: this is the bottom.
      if (damping > 1e12) return law;
      continue;
    }
    const isAtRest = error - nextError < atRest * error;
    [law, error, damping] = [next, nextError, Math.max(damping / 3, 1e-12)];
    if (isAtRest) return law;
  }
  return null;
}

function stepFrom(points: readonly LoadPoint[], law: Law, damping: number, noCoherency: boolean): Law {
  const { lambda, sigma, kappa } = law;
  const sums = new Sums(3);
  for (const { load, throughput } of points) {
    const below = 1 + sigma * (load - 1) + kappa * load * (load - 1);
    const fitted = (lambda * load) / below;
    const slopes = [load / below, (-fitted * (load - 1)) / below, (-fitted * load * (load - 1)) / below];
    sums.addRow(slopes, throughput - fitted, 1);
  }
  // What is zero and would go below it stays, or the others would make room for it in vain.
  const stays = [sigma, kappa].map((value, at) => value === 0 && (sums.right[at + 1] ?? 0) < 0);
  const step = solveDamped(sums, damping, [false, stays[0] ?? false, noCoherency || (stays[1] ?? false)]);
  return {
    lambda: Math.max(lambda + (step[0] ?? 0), Number.EPSILON),
    sigma: Math.max(sigma + (step[1] ?? 0), 0),
    kappa: Math.max(kappa + (step[2] ?? 0), 0),
  };
}

/** Three equations with three unknowns, the diagonal made heavier; what stays is zero. */
function solveDamped({ gram, right }: Sums, damping: number, stays: readonly boolean[]): readonly number[] {
  const rows = [0, 1, 2].map((row) => [
    ...[0, 1, 2].map((column) => {
      if (stays[row] || stays[column]) return row === column ? 1 : 0;
      return (gram[3 * row + column] ?? 0) * (row === column ? 1 + damping : 1);
    }),
    stays[row] ? 0 : (right[row] ?? 0),
  ]);
  for (const [place, row] of rows.entries()) {
    const pivot = row[place] || Number.MIN_VALUE;
    for (const other of rows) {
      if (other === row) continue;
      const times = (other[place] ?? 0) / pivot;
      for (const column of [0, 1, 2, 3]) other[column] = (other[column] ?? 0) - times * (row[column] ?? 0);
    }
  }
  return rows.map((row, place) => (row[3] ?? 0) / (row[place] || Number.MIN_VALUE));
}

function described(points: readonly LoadPoint[], law: Law): Scalability {
  const peak = peakOf(law);
  const off = points.reduce((sum, { load, throughput }) => sum + (1 - throughputAt(load, law) / throughput) ** 2, 0);
  const ceiling = law.sigma > 0 ? law.lambda / law.sigma : null;
  return {
    ...law,
    peak,
    peakThroughput: peak === null ? ceiling : throughputAt(peak, law),
    residual: Math.sqrt(off / points.length),
  };
}
