import { normalised } from '../normalised.ts';
import type { Shares } from '../observation.ts';
import type { BalancingGuard } from '../situation.ts';

/**
 * Not too much at once: a share moves by so many points a look, so that sessions and caches follow. Groups that are to get
 * nothing are left at once; what they had goes to those that stay, and the limit counts from there.
 */
export const stepLimit: BalancingGuard = ({ observation: { config }, shares: now }, shares) => {
  const base = now === null ? null : withoutLeft(now, shares);
  if (base === null) return null;
  const most = config.maxStepPercent / 100;
  const widest = Math.max(...Object.entries(shares).map(([name, share]) => Math.abs(share - (base[name] ?? 0))));
  if (widest <= most) return null;
  const part = most / widest;
  const moved = Object.entries(shares).map(([name, share]) => {
    const from = base[name] ?? 0;
    return [name, from + (share - from) * part];
  });
  const says = 'one look may move {maxStepPercent} points of a share, and {points} were to be moved';
  const because = { says, maxStepPercent: config.maxStepPercent, points: widest * 100 };
  return { desired: Object.fromEntries(moved), because };
};

function withoutLeft(now: Shares, shares: Shares): Shares | null {
  return normalised(
    Object.fromEntries(Object.entries(now).map(([name, share]) => [name, shares[name] === 0 ? 0 : share])),
  );
}
