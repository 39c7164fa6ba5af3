import type { GroupSeen } from './observation.ts';

/** The units of a group that requests may go to: healthy ones, but no more than will stay where it has been told to shrink. */
export function usableUnits({ healthy, asked }: GroupSeen): number {
  if (asked === null || asked >= healthy) return healthy;
  return Math.max(asked, 0);
}
