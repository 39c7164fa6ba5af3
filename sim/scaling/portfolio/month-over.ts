import { gammaAbove, logGamma } from './gamma.ts';

/** The days over which a budget is kept or missed, as in the outlook. */
const monthDays = 28;
/** A month that is so sure of its mean has no spread that matters. */
const mostShape = 1000;

/** What days brought, each a percentage, or points of it squared. */
export interface Spread {
  readonly mean: number;
  readonly variance: number;
}

/**
 * The percentage points that a month is expected to lie above a limit, where its days are drawn from those that are known:
 * E max(0, X - limit), with the month's mean X taken as a gamma variable, since what days violate is never below nought and
 * mostly near it. Days that are all alike give what they are above the limit, and a single bad one of many nearly nothing.
 */
export function monthOver({ mean, variance }: Spread, limit: number): number {
  if (mean <= 0) return 0;
  const shape = (mean * mean * monthDays) / Math.max(variance, 1e-300);
  if (shape > mostShape) return Math.max(0, mean - limit);
  const x = (limit * shape) / mean;
  const above = gammaAbove(shape, x);
  const density = x <= 0 ? 0 : Math.exp(shape * Math.log(x) - x - logGamma(shape + 1));
  return Math.max(0, mean * (above + density) - limit * above);
}
