import type { Because } from '../../model/reason.ts';
import { isUnreadable } from '../../model/unreadable-override.ts';
import { openWindows } from '../../time/open-windows.ts';
import { boundsOf } from '../bounds-of.ts';
import type { Sizes } from '../config/sizes.ts';
import type { Observation } from '../observation.ts';
import type { KeptSize } from './kept-size.ts';
import { leastUnits } from './least-units.ts';
import { isSizeKnown } from './size-told.ts';
import type { WantedSize } from './wanted-size.ts';

const weekMs = 7 * 86_400_000;
/** What was not accepted is asked for again no sooner. */
const retryMs = 3_600_000;

/** A step that is to be made. */
export interface Proposed extends Pick<WantedSize, 'isUrgent'> {
  /** Units of the next size that serve as much as those that are asked for. */
  readonly needed: number;
}

type Hinders = (observation: Observation, sizes: Sizes, kept: KeptSize, proposed: Proposed) => Because | null;

/** What may hold a change of size back, in the order in which it is told. */
const hindrances: readonly Hinders[] = [fixed, replacing, paused, redundant, rested, closed, tooMany];

/** Why the size is not changed now; null where it may be. */
export function whyNotChanged(...asked: Parameters<Hinders>): Because | null {
  for (const hinders of hindrances) {
    const because = hinders(...asked);
    if (because !== null) return because;
  }
  return null;
}

function fixed({ size, config: { mode } }: Observation, { change }: Sizes): Because | null {
  if (change !== 'on') return { says: 'sizes are only recommended; write change: "on" to have them changed' };
  if (mode !== 'on') return { says: 'the mode is {mode}', mode };
  if (size === undefined) return { says: 'nobody knows which size units have' };
  return isSizeKnown(size)
    ? size.fixedBecause
    : { says: 'the size of units cannot be read: {trouble}', trouble: size.trouble };
}

function replacing({ size, capacity }: Observation): Because | null {
  if (isSizeKnown(size) && size.underWay !== null)
    return { says: 'units are being replaced by {what}, and their size is left as it is', what: size.underWay };
  return capacity.keepBecause;
}

function paused({ overrides, atMs, shift }: Observation): Because | null {
  const unreadable = overrides.find(isUnreadable);
  if (unreadable !== undefined) return { says: 'an override cannot be read: {trouble}', trouble: unreadable.trouble };
  if ((shift?.zones.length ?? 0) > 0) return { says: 'load is shifted away from a zone' };
  const isPaused = overrides.some((one) => !isUnreadable(one) && one.kind === 'pause' && one.untilMs > atMs);
  return isPaused ? { says: 'it is paused by hand' } : null;
}

function redundant(observation: Observation, sizes: Sizes): Because | null {
  const least = leastUnits(observation, sizes);
  const { running } = observation.capacity;
  const says = '{running} units run, and {least} are to stay while others are replaced';
  return running < least ? { says, running, least } : null;
}

function rested({ atMs }: Observation, _: Sizes, { endedAtMs, failed }: KeptSize): Because | null {
  if (endedAtMs !== null && atMs - endedAtMs < weekMs)
    return { says: 'sizes have changed {days} days ago, and rest for a week', days: (atMs - endedAtMs) / 86_400_000 };
  if (failed !== null && atMs - failed.atMs < retryMs)
    return { says: 'the last change was not accepted, and is asked for again after an hour' };
  return null;
}

function closed({ atMs }: Observation, { timeZone, windows }: Sizes, _: KeptSize, { isUrgent }: Proposed) {
  const isOpen = isUrgent || openWindows({ timeZone, windows }, atMs).length > 0;
  return isOpen ? null : { says: 'sizes change in their windows alone' };
}

function tooMany(observation: Observation, _: Sizes, __: KeptSize, { needed }: Proposed): Because | null {
  const { overrides, atMs } = observation;
  const ceilings = overrides.flatMap((one) =>
    !isUnreadable(one) && one.kind === 'ceiling' && one.untilMs > atMs ? (one.units ?? []) : [],
  );
  const max = Math.min(boundsOf(observation).max, ...ceilings);
  const says = '{needed} units of it would be needed, and {max} is the most';
  return needed > max ? { says, needed, max } : null;
}
