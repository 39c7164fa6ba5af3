import type { GroupSeen, Observation, Shares } from '../observation.ts';
import type { BalancingGuard } from '../situation.ts';

/**
 * Not too much at once: a share moves by so many points a look, so that sessions and caches follow. Groups that are to get
 * nothing are left at once, and a group that loses units hands their share over at once: they are gone, or will be, whether
 * or not the weight is. What they had goes to the others, and the limit counts from there.
 */
export const stepLimit: BalancingGuard = ({ observation, shares: now }, shares) => {
  const base = now === null ? null : handedOver(observation, now, shares);
  if (base === null) return null;
  const { maxStepPercent } = observation.config;
  const most = maxStepPercent / 100;
  const widest = Math.max(...Object.entries(shares).map(([name, share]) => Math.abs(share - (base[name] ?? 0))));
  if (widest <= most) return null;
  const part = most / widest;
  const moved = Object.entries(shares).map(([name, share]) => {
    const from = base[name] ?? 0;
    return [name, from + (share - from) * part];
  });
  const says = 'one look may move {maxStepPercent} points of a share, and {points} were to be moved';
  const because = { says, maxStepPercent, points: widest * 100 };
  return { desired: Object.fromEntries(moved), because };
};

/** The shares as they are but for what is left or handed over; null where nobody is there to take it. */
function handedOver({ groups }: Observation, now: Shares, shares: Shares): Shares | null {
  const isGiving = (name: string): boolean => {
    const share = shares[name] ?? 0;
    return share === 0 || (share < (now[name] ?? 0) && isLosing(groups[name]));
  };
  const names = Object.keys(now);
  const sum = (of: readonly string[], all: Shares) => of.reduce((total, name) => total + (all[name] ?? 0), 0);
  const staying = names.filter((name) => !isGiving(name));
  const had = sum(staying, now);
  if (had === 0) return null;
  const kept = 1 - sum(names.filter(isGiving), shares);
  return Object.fromEntries(
    names.map((name) => [name, isGiving(name) ? (shares[name] ?? 0) : ((now[name] ?? 0) * kept) / had]),
  );
}

/** Whether units of a group are on their way out, or out of order. */
function isLosing(group: GroupSeen | undefined): boolean {
  if (group === undefined) return false;
  const { asked, healthy, unhealthy, draining } = group;
  return draining > 0 || unhealthy > 0 || (asked !== null && asked < healthy);
}
