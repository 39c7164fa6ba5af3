import type { BalancingGuard } from '../situation.ts';

/** Small differences are left as they are, unless a group is to get nothing, or something for the first time. */
export const deadBand: BalancingGuard = ({ observation: { config, action }, shares: now, weights }, shares) => {
  if (now === null) return null;
  const entries = Object.entries(shares);
  if (entries.every(([name, share]) => share === now[name])) return null;
  const joins = entries.some(([name, share]) => share > 0 !== (now[name] ?? 0) > 0);
  const stuck = action.sticky && entries.some(([name, share]) => share === 0 && weights[name] !== null);
  const widest = Math.max(...entries.map(([name, share]) => Math.abs(share - (now[name] ?? 0))));
  if (joins || stuck || widest * 100 > config.deadBandPercent) return null;
  const says = 'shares differ by {points} points at most, which is left as it is';
  return { desired: now, because: { says, points: widest * 100 } };
};
