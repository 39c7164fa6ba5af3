import type { BalancingGuard } from '../situation.ts';
import { normalised } from '../weights.ts';
import { isOut, leaveZoneCommand } from '../zones.ts';

/** A zone whose groups fail as one gets nothing until it is tried again. */
export const zones: BalancingGuard = ({ observation, zonesOut }, shares) => {
  const [first] = Object.entries(zonesOut);
  if (first === undefined) return null;
  const left = Object.entries(shares).map(([name, share]) => [name, isOut(observation, zonesOut, name) ? 0 : share]);
  const desired = normalised(Object.fromEntries(left));
  if (desired === null) return null;
  const [zone, untilMs] = first;
  const says = `the groups of {zone} fail as one, so it is left out for {seconds} s. If the zone has failed: ${leaveZoneCommand}`;
  return { desired, because: { says, zone, untilMs, seconds: (untilMs - observation.atMs) / 1000 } };
};
