import type { Observation } from '../observation.ts';
import { heardOf } from './tier.ts';
import { visitsOf } from './visits.ts';

/** What is foretold for longer may be so much more than what they ask for now; more is not a forecast to open connections by. */
const most = 1.25;
/** Less more than this is what two forecasts differ by anyway. */
const least = 1.1;

/**
 * How many times as much as those before it look ahead to, by their own lead, one foretells by its own, which may be longer:
 * by then they will want that much more. 1 where nobody knows.
 */
export function beyondTheirs(observation: Observation, foretold: number | null): number {
  const { tiers, memory, atMs } = observation;
  const upstream = tiers?.upstream ?? [];
  const factor = visitsOf(memory.kept?.tiers?.visits, upstream);
  if (foretold === null || factor === null || factor <= 0) return 1;
  let theirs = 0;
  for (const tier of upstream) {
    const serves = heardOf(tier, atMs)?.serves ?? null;
    if (serves === null) return 1;
    theirs += serves * (tier.need.visits ?? 1);
  }
  const times = theirs <= 0 ? 1 : foretold / factor / theirs;
  return times < least ? 1 : Math.min(most, times);
}
