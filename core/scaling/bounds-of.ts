import { ceilingAt } from './ceiling-at.ts';
import type { Observation } from './observation.ts';

/** The least and the most that may be desired. */
interface Bounds {
  readonly min: number;
  readonly max: number;
}

/**
 * The bounds in force at a look. Three may disagree, and then
 * - a schedule's ceiling gives way to the config's minimum;
 * - the config gives way to the target's own limits, since AWS refuses whatever lies outside them. Where the two do not
 *   meet, the result is the one unit count of the target's range that is nearest to the config's.
 */
export function boundsOf({ config, capacity, atMs }: Observation): Bounds {
  const { min } = config.bounds;
  const ceiling = ceilingAt(config, atMs);
  const max = ceiling === null ? config.bounds.max : Math.max(Math.min(config.bounds.max, ceiling), min);
  return { min: within(capacity, min), max: within(capacity, max) };
}

function within({ min, max }: Observation['capacity'], units: number): number {
  return Math.max(Math.min(units, max ?? units), min ?? 0);
}
