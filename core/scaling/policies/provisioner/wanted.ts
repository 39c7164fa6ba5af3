import type { Forecast } from './learn.ts';
import { envelopePeriods, expectiles, type Learned } from './learned.ts';
import { missQuantile } from './misses.ts';

/**
 * A way of asking for capacity.
 * - `rate`: what was last measured, over a target share of a unit
 * - `envelope`: mean plus so many deviations of the last so many periods
 * - `window-maximum`: a forecast of the highest demand over the lead, plus a quantile of its own misses or a fixed margin
 * - `same-time`: what the time of day or of the week usually brings at most, times a share, and what was last measured over a
 *   target share
 */
export type Asking =
  | { readonly by: 'rate'; readonly target: number }
  | { readonly by: 'envelope'; readonly periods: number; readonly deviations: number }
  | {
      readonly by: 'window-maximum';
      readonly expectile: number;
      readonly quantile: number | null;
      readonly margin: number;
    }
  | { readonly by: 'same-time'; readonly days: 1 | 7; readonly share: number; readonly target: number };

/** Below this share of a unit demand counts as this much: logarithms know no nought. */
export const leastShare = 0.05;

/** A margin is never more than this, as logarithm: 4.5 times. Artefacts of data would otherwise cost a fortune. */
const mostMargin = 1.5;

/** The demand that capacity is to serve, per second, before staffing. `least` is served however little is known. */
export function wantedPerSecond(asking: Asking, learned: Learned, forecast: Forecast, least = 0): number {
  const wanted = asked(asking, learned, forecast);
  return least > 0 ? Math.max(wanted, asking.by === 'rate' ? least / asking.target : least) : wanted;
}

function asked(asking: Asking, learned: Learned, forecast: Forecast): number {
  if (asking.by === 'rate') return learned.last / asking.target;
  if (asking.by === 'envelope') {
    const { mean, variance } = learned.envelopes[nearest(envelopePeriods, asking.periods)] ?? { mean: 0, variance: 0 };
    return mean + asking.deviations * Math.sqrt(variance);
  }
  if (asking.by === 'same-time')
    return Math.max(learned.last / asking.target, asking.share * (forecast.usualPeaks[asking.days] ?? 0));
  const index = nearest(expectiles, asking.expectile);
  const learner = learned.learners[index];
  const maximum = forecast.maxima[index] ?? 0;
  if (asking.quantile === null || learner === undefined) return Math.exp(maximum + asking.margin);
  return Math.exp(
    maximum + Math.min(mostMargin, missQuantile(learner, asking.quantile) * (forecast.volatilities[index] ?? 0)),
  );
}

function nearest(values: readonly number[], wanted: number): number {
  let best = 0;
  values.forEach((value, index) => {
    if (Math.abs(value - wanted) < Math.abs((values[best] as number) - wanted)) best = index;
  });
  return best;
}
