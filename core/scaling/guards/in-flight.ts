import { limitUnits } from '../guard.ts';
import { overdueUnits } from '../launches.ts';

/**
 * While units are coming, or the target says that they are needed (a deployment), nothing is taken away. Units that are
 * overdue are no longer coming: then only what runs is kept.
 */
export const inFlight = limitUnits(({ observation, launches }, units) => {
  const { capacity } = observation;
  if (units >= capacity.asked) return null;
  if (capacity.keepBecause !== null) return { units: capacity.asked, because: capacity.keepBecause };
  if (capacity.inFlight <= 0) return null;
  const overdue = overdueUnits(launches, observation);
  const coming = capacity.inFlight - overdue;
  if (coming > 0) {
    const says = '{units} units are still coming, so nothing is taken away';
    return { units: capacity.asked, because: { says, units: coming } };
  }
  const kept = Math.min(capacity.asked, Math.floor(capacity.running));
  if (units >= kept) return null;
  const says = '{units} units are overdue and given up; the {running} that run are kept for now';
  return { units: kept, because: { says, units: overdue, running: capacity.running } };
});
