import { noLaunches, overdueSince, overdueUnits } from '../launches.ts';
import type { FindTrouble } from './find.ts';

/** Units that were asked for do not come: they are overdue, or nothing launches them. */
export const capacityMissing: FindTrouble = (observation, { keep }) => {
  const launches = keep.launches ?? noLaunches;
  const { asked, running, unplaced = 0, voidOutBecause } = observation.capacity;
  // What a deployment launches beside what was asked for is its own.
  const units = Math.min(overdueUnits(launches, observation), asked - running);
  if (units > 0) {
    const sinceMs = overdueSince(launches, observation);
    const overdue = '{units} units are overdue: {asked} were asked for, {running} run';
    const says = unplaced === 0 ? overdue : `${overdue}, {unplaced} wait for a node`;
    return { because: { says, units, asked, running, ...(unplaced > 0 && { unplaced }) }, sinceMs };
  }
  if (voidOutBecause === null || running >= asked) return null;
  return { because: voidOutBecause, sinceMs: null };
};
