import type { Reading } from '../../readings/reading.ts';
import type { Passed, Tier } from './tier.ts';
import { heardOf } from './tier.ts';

/** How much demand of a scalable one of those before it makes, as measured. */
export interface Visits {
  /** The newest period that was compared, milliseconds since 1970. */
  readonly atMs: number;
  /** How many periods have been compared, at most `fewestSamples`. */
  readonly samples: number;
  /** Demand of the scalable, and of those before it, each period weighing a little less than the one after it. */
  readonly own: number;
  readonly before: number;
}

/** So many periods have to agree on a ratio before it counts: half an hour of minutes. Until then what is told holds. */
const fewestSamples = 30;
/** A period weighs half of what one does that comes a day of minutes later. */
const fading = 0.5 ** (1 / 1440);

/** What those before a scalable make it carry in a period; null where one of them does not tell. */
export function passedAt(upstream: readonly Tier[], atMs: number, periodSeconds: number, nowMs: number): number | null {
  let sum = 0;
  for (const tier of upstream) {
    const value = meanIn(heardOf(tier, nowMs), atMs, periodSeconds * 1000);
    if (value === null) return null;
    sum += value * (tier.need.visits ?? 1);
  }
  return upstream.length === 0 ? null : sum;
}

/** The mean of the samples in a period; the sample that the period lies in where they are longer. */
function meanIn(passed: Passed | null, fromMs: number, lengthMs: number): number | null {
  if (passed === null || passed.demand === null) return null;
  const { samples, periodSeconds } = passed.demand;
  const within = samples.filter(([atMs]) =>
    periodSeconds * 1000 <= lengthMs
      ? atMs >= fromMs && atMs < fromMs + lengthMs
      : atMs <= fromMs && fromMs < atMs + periodSeconds * 1000,
  );
  return within.length === 0 ? null : within.reduce((sum, [, value]) => sum + value, 0) / within.length;
}

/** What is learned with the periods that are new. To be asked only while all that arrives comes through. */
export function learnVisits(
  before: Visits | undefined,
  upstream: readonly Tier[],
  own: Pick<Reading, 'samples' | 'periodSeconds'>,
  nowMs: number,
): Visits | undefined {
  let visits = before;
  for (const sample of own.samples) {
    if (sample.is !== 'value' || sample.atMs <= (visits?.atMs ?? 0)) continue;
    const passed = passedAt(upstream, sample.atMs, own.periodSeconds, nowMs);
    if (passed === null || passed <= 0) continue;
    visits = {
      atMs: sample.atMs,
      samples: Math.min(fewestSamples, (visits?.samples ?? 0) + 1),
      own: (visits?.own ?? 0) * fading + sample.value,
      before: (visits?.before ?? 0) * fading + passed,
    };
  }
  return visits;
}

/** The factor for the visits that are told; null where it is not known how much the tiers before send. */
export function visitsOf(learned: Visits | undefined, upstream: readonly Tier[]): number | null {
  if (learned !== undefined && learned.samples >= fewestSamples && learned.before > 0)
    return learned.own / learned.before;
  return upstream.every(({ need }) => need.visits !== null) ? 1 : null;
}
