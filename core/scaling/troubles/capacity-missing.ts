import { noLaunches, overdueSince, overdueUnits } from '../launches.ts';
import type { FindTrouble } from './find.ts';

/** Units that were asked for do not come: they are overdue, or nothing launches them. */
export const capacityMissing: FindTrouble = (observation, { keep }) => {
  const launches = keep.launches ?? noLaunches;
  const { asked, running, voidOutBecause } = observation.capacity;
  // What a deployment launches beside what was asked for is its own.
  const units = Math.min(overdueUnits(launches, observation), asked - running);
  if (units > 0) {
    const says = '{units} units are overdue: {asked} were asked for, {running} run';
    return { because: { says, units, asked, running }, sinceMs: overdueSince(launches, observation) };
  }
  if (voidOutBecause === null || running >= asked) return null;
  return { because: voidOutBecause, sinceMs: null };
};
