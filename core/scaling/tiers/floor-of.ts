import { isUnreadable } from '../../model/unreadable-override.ts';
import { boundsOf } from '../bounds-of.ts';
import type { Observation } from '../observation.ts';

/** The least that people have set: by the bounds, and by hand for a while. What is paused stays as it is. */
export function floorOf(observation: Observation): number {
  const { overrides, atMs, capacity } = observation;
  const inForce = overrides.filter((override) => !isUnreadable(override)).filter(({ untilMs }) => untilMs > atMs);
  const floors = inForce.map(({ kind, units }) =>
    kind === 'pause' ? capacity.asked : kind === 'floor' ? (units ?? 0) : 0,
  );
  return Math.max(boundsOf(observation).min, ...floors);
}
