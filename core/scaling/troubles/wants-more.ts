import { boundsOf } from '../bounds-of.ts';
import { ceilingAt } from '../ceiling-at.ts';
import type { Observation } from '../observation.ts';
import type { FindTrouble } from './find.ts';

/**
 * Policies find more right than the bounds, a schedule's ceiling or the target allow. A most of 0 is meant, and what a
 * person limits expires.
 */
export const wantsMore: FindTrouble = (observation, { reasons }) => {
  const { max } = boundsOf(observation);
  const proposed = reasons.slice(0, observation.config.policies.length).map(({ desired }) => desired?.units ?? 0);
  const units = Math.max(...proposed);
  if (max === 0 || units <= max) return null;
  const says = '{units} units are needed, and {limit} allows {max}';
  return { because: { says, units, limit: limitOf(observation, max), max }, sinceMs: null };
};

function limitOf({ config, capacity, atMs }: Observation, max: number): string {
  if (capacity.max === max && max < config.bounds.max) return "the target's own maximum";
  return ceilingAt(config, atMs) === max && max < config.bounds.max ? 'the ceiling of the schedule' : 'bounds.max';
}
