import type { Shares } from '../observation.ts';
import type { BalancingGuard } from '../situation.ts';

/** A group that has healthy units keeps a little, so that its recovery can be measured. */
export const minShare: BalancingGuard = ({ observation: { config } }, shares) => {
  const least = config.minSharePercent / 100;
  const small = Object.entries(shares).filter(([, share]) => share > 0 && share < least);
  if (small.length === 0) return null;
  const says = '{group} keeps {minSharePercent} %, so that its recovery is seen';
  const group = small.map(([name]) => name).join(', ');
  return {
    desired: raise(shares, least),
    because: { says, group, minSharePercent: config.minSharePercent },
  };
};

/** Small shares are raised to the least, and the others give what they have above it in proportion. */
function raise(shares: Shares, least: number): Shares {
  const all = Object.values(shares);
  const lacking = all.reduce((sum, share) => sum + (share > 0 ? Math.max(0, least - share) : 0), 0);
  const above = all.reduce((sum, share) => sum + Math.max(0, share - least), 0);
  const kept = above === 0 ? 1 : 1 - lacking / above;
  return Object.fromEntries(
    Object.entries(shares).map(([name, share]) => {
      if (share === 0) return [name, 0];
      return [name, share <= least ? least : least + (share - least) * kept];
    }),
  );
}
