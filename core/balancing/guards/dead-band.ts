import type { Shares } from '../observation.ts';
import type { BalancingGuard, Situation } from '../situation.ts';

/** What is a trifle of all requests is much for a group that has few: of its share a shift moves this much at once. */
const worthShifting = 0.1;

/** Small differences are left as they are, unless a group is to get nothing, or something for the first time. */
export const deadBand: BalancingGuard = (situation, shares) => {
  const { observation, shares: now, weights } = situation;
  const { config, action } = observation;
  if (now === null) return null;
  const entries = Object.entries(shares);
  if (entries.every(([name, share]) => share === now[name])) return null;
  const joins = entries.some(([name, share]) => share > 0 !== (now[name] ?? 0) > 0);
  const stuck = action.sticky && entries.some(([name, share]) => share === 0 && weights[name] !== null);
  const widest = Math.max(...entries.map(([name, share]) => Math.abs(share - (now[name] ?? 0))));
  if (joins || stuck || widest * 100 > config.deadBandPercent || isShifted(situation, now, shares)) return null;
  const says = 'shares differ by {points} points at most, which is left as it is';
  return { desired: now, because: { says, points: widest * 100 } };
};

/** Whether a shift moves much of what the new group has. Entries of releases before know of no units. */
function isShifted({ observation, shift }: Situation, now: Shares, shares: Shares): boolean {
  const to = observation.config.shift?.to;
  if (to === undefined || shift?.units === undefined) return false;
  const [was, is] = [now[to] ?? 0, shares[to] ?? 0];
  return Math.abs(is - was) >= worthShifting * Math.min(was, is);
}
