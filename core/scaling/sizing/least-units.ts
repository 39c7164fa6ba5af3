import type { Sizes } from '../config/sizes.ts';
import type { Observation } from '../observation.ts';
import { isSizeKnown } from './size-told.ts';

/** Where nobody tells the zones, two: one may be lost. */
const withoutZones = 2;

/** The fewest units that run before, during and after a change of size. */
export function leastUnits({ config: { bounds }, size }: Observation, { redundancy }: Sizes): number {
  const zones = isSizeKnown(size) ? size.zones : null;
  return Math.min(bounds.max, Math.max(bounds.min, redundancy ?? zones ?? withoutZones));
}
