import type { ScalingGuard } from '../guard.ts';

/** While units are coming, or the target says that they are needed (a deployment), nothing is taken away. */
export const inFlight: ScalingGuard = ({ observation: { capacity } }, desired) => {
  if (desired >= capacity.asked) return null;
  if (capacity.keepBecause !== null) return { desired: capacity.asked, because: capacity.keepBecause };
  if (capacity.inFlight <= 0) return null;
  const says = '{units} units are still coming, so nothing is taken away';
  return { desired: capacity.asked, because: { says, units: capacity.inFlight } };
};
