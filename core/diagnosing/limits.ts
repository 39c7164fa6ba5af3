import type { DrawnLimit, Window } from './drawn-limit.ts';
import { type ReadLimit, readLimits, unitsOf } from './read-limits.ts';
import type { TierReadings } from './service-readings.ts';
import type { TierInside } from './tier-inside.ts';
import { unreadLimit } from './unread-limit.ts';

/**
 * The resources of all tiers that are read and follow the load, and what is not read and makes requests wait: in a tier, or in
 * those that it covers, whose requests are among its own.
 */
export function limitsOf(
  tiers: readonly TierReadings[],
  inside: ReadonlyMap<string, TierInside>,
  window: Window,
): readonly DrawnLimit[] {
  const read = new Map(tiers.map((tier) => [tier.name, readLimits(tier, window)]));
  return tiers.flatMap((tier) => {
    const callers = tiers.filter(({ behind }) => behind.includes(tier.name));
    const beside = callers.flatMap(({ name }) => read.get(name) ?? []);
    const own = read.get(tier.name) ?? [];
    const mine = inside.get(tier.name) as TierInside;
    const covered = tiers.filter(({ name }) => mine.covers.includes(name));
    const within = covered.flatMap((one) => asIn(tier, one, read.get(one.name) ?? [], window));
    const unread = unreadLimit(tier, mine, { own, within, beside }, window);
    return [...own.map(({ drawn }) => drawn), ...(unread === null ? [] : [unread])];
  });
}

/** What is read of a tier, as those see it who are in the tier before it. */
function asIn(tier: TierReadings, of: TierReadings, read: readonly ReadLimit[], window: Window): readonly ReadLimit[] {
  const [units, theirs] = [unitsOf(tier, window), unitsOf(of, window)];
  const times = theirs.map((count, block) => count / (units[block] ?? Number.NaN));
  return read.map((limit) => ({ ...limit, seen: { ...limit.seen, times } }));
}
