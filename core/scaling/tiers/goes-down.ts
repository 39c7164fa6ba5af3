import type { Because } from '../../model/reason.ts';
import type { Observation } from '../observation.ts';
import { heardOf, type Tier } from './tier.ts';

/** Why one of those that need a scalable goes down before it; null where each has had its turn. */
export function goesDownFirst(observation: Observation): Because | null {
  for (const tier of observation.tiers?.upstream ?? []) {
    const because = isFirst(tier, observation);
    if (because !== null) return because;
  }
  return null;
}

function isFirst(tier: Tier, { atMs, memory }: Observation): Because | null {
  const passed = heardOf(tier, atMs);
  if (passed === null || !passed.acts) return null;
  const { scalable } = tier;
  if (passed.falls) return { says: '{tier} goes down first, and is on its way', tier: scalable };
  if (passed.wants > passed.asked)
    return { says: '{tier} is about to go up to {units} units', tier: scalable, units: passed.wants };
  const falls = memory.kept?.tiers?.falls ?? null;
  if (falls !== null && tier.last !== null && tier.last.atMs > falls.sinceMs) return null;
  return { says: '{tier} goes down first, and has not been looked at since less is wanted here', tier: scalable };
}
