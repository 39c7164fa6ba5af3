import type { Because } from '../../model/reason.ts';
import { costOfSize, type Demands, type SizeCost } from './cost-of-size.ts';
import { servedBy, type Tier, type UnitSize, unitsFor } from './unit-size.ts';

/** What deciding on a size may know. */
export interface Sizing {
  /** Sorted by what one serves, the smallest first. */
  readonly sizes: readonly UnitSize[];
  /** The place of the size that units have now. */
  readonly now: number;
  /** The place of the size that people have configured: none is chosen whose most units serve less. */
  readonly configured: number;
  readonly demands: Demands;
  readonly tier: Tier;
  readonly atMs: number;
  /** Since when units have this size; null where nobody knows of a change. */
  readonly sinceMs: number | null;
  /** Whether a change of size, or something else that replaces units, is under way. */
  readonly isChanging: boolean;
  /** Whether sizes may change at this time. */
  readonly isWindowOpen: boolean;
  /** How long a change takes, batch by batch. */
  readonly changeSeconds: number;
}

/** Which size is right, and why. */
export interface SizeChoice {
  /** The place of the size that is to be; at most one from what is now. */
  readonly size: number;
  readonly because: Because;
}

/** After a change units keep their size for so long. */
export const restMs = 7 * 86_400_000;
/** A size takes over where it saves more than this share: less is what one week differs from another. */
const leastSaving = 0.03;
/** Less says too little: services have weeks. */
const leastDays = 7;
/** What of the units is replaced at a time: new ones run beside so many old ones, since capacity never falls during a change. */
export const batchShare = 0.1;

/**
 * Chooses a size by what each would have cost over the days looked back on, the change counted in. One step at a time, in its
 * window, never beside another change and never soon after one. Where the most units of a size are about to be too few a larger
 * one is the only answer left, and no window holds it back.
 */
export function chooseSize(sizing: Sizing): SizeChoice {
  const { sizes, now, isChanging, sinceMs, atMs } = sizing;
  const stay = (because: Because): SizeChoice => ({ size: now, because });
  const own = sizes[now];
  if (own === undefined) return stay({ says: 'nobody knows which size units have' });
  if (isChanging) return stay({ says: 'units are being replaced, so that their size is left as it is' });
  const highest = highestOf(sizing.demands);
  if (isFull(sizing, own, highest)) return larger(sizing, highest);
  if (sinceMs !== null && atMs - sinceMs < restMs) {
    return stay({
      says: 'the size has changed {days} days ago, and is kept for a week',
      days: (atMs - sinceMs) / 86_400_000,
    });
  }
  if (!sizing.isWindowOpen) return stay({ says: 'sizes change in their windows alone' });
  return cheaper(sizing, own);
}

/** Whether the most units of the size that is now have no room for what has been. */
function isFull({ tier }: Sizing, own: UnitSize, highest: number): boolean {
  return unitsFor(highest, own, tier) === null;
}

function larger({ sizes, now, tier, sinceMs, atMs }: Sizing, highest: number): SizeChoice {
  const [own, next] = [sizes[now] as UnitSize, sizes[now + 1]];
  const told = { most: tier.most, size: own.name, highest, served: servedBy(tier.most, own, tier) };
  const says = '{most} x {size}, the most there may be, serve {served} per second, and {highest} were to be served';
  if (next === undefined || servedBy(tier.most, next, tier) <= told.served)
    return { size: now, because: { says: `${says}; no larger size serves more`, ...told } };
  if (sinceMs !== null && atMs - sinceMs < restMs)
    return { size: now, because: { says: `${says}; the size has changed within a week`, ...told } };
  return { size: now + 1, because: { says: `${says}, so that a larger size is the only answer left`, ...told } };
}

function cheaper(sizing: Sizing, own: UnitSize): SizeChoice {
  const { sizes, now, demands, tier } = sizing;
  if (secondsOf(demands) < leastDays * 86_400)
    return { size: now, because: { says: 'less than {days} days are known', days: leastDays } };
  const cost = costOfSize(demands, own, tier);
  const allowed = servedBy(tier.most, sizes[sizing.configured] ?? own, tier);
  if (cost === null || cost.usd === 0)
    return { size: now, because: { says: 'nothing is known of what was to be served' } };
  const dearest: SizeChoice = {
    size: now,
    because: { says: '{size} is no dearer than any other size', size: own.name },
  };
  let [best, least] = [dearest, 1 - leastSaving];
  for (const place of [now - 1, now + 1]) {
    const size = sizes[place];
    if (size === undefined || servedBy(tier.most, size, tier) < allowed) continue;
    const other = costOfSize(demands, size, tier);
    if (other === null) continue;
    const share = Math.max(...halvesOf(demands).map((some) => shareOf(sizing, some, size)));
    if (share >= least) continue;
    least = share;
    best = { size: place, because: becauseOf(own, size, { cost, other, share }) };
  }
  return best;
}

/** What another size costs beside the own, over some days, with the change counted in. */
function shareOf(sizing: Sizing, some: Demands, size: UnitSize): number {
  const { sizes, now, tier } = sizing;
  const cost = costOfSize(some, sizes[now] as UnitSize, tier);
  const other = costOfSize(some, size, tier);
  if (cost === null || other === null || cost.usd === 0) return Number.POSITIVE_INFINITY;
  return (other.usd + costOfChange({ ...sizing, demands: some }, other)) / cost.usd;
}

/** What saves in one week and costs in the next is none that saves. */
function halvesOf({ perSecond, stepSeconds }: Demands): readonly Demands[] {
  const all = Array.from(perSecond);
  const half = Math.floor(all.length / 2);
  return [all.slice(0, half), all.slice(half)].map((some) => ({ perSecond: some, stepSeconds }));
}

const secondsOf = ({ perSecond, stepSeconds }: Demands) => perSecond.length * stepSeconds;

/** A batch of new units beside the old ones of it, one batch after the other. It is paid once a rest at the most. */
function costOfChange({ changeSeconds, demands }: Sizing, { usd }: SizeCost): number {
  const seconds = secondsOf(demands);
  const changes = Math.max(1, (seconds * 1000) / restMs);
  return seconds === 0 ? 0 : (usd * changes * batchShare * changeSeconds) / seconds;
}

function becauseOf(
  own: UnitSize,
  size: UnitSize,
  { cost, other, share }: { readonly cost: SizeCost; readonly other: SizeCost; readonly share: number },
): Because {
  const says = '{units} x {size} would have served what {now} x {own} did, for {share} of the cost';
  return { says, units: other.mostUnits, size: size.name, now: cost.mostUnits, own: own.name, share };
}

function highestOf({ perSecond }: Demands): number {
  let highest = 0;
  for (let step = 0; step < perSecond.length; step++) highest = Math.max(highest, perSecond[step] as number);
  return highest;
}
