import type { Because } from '../../model/reason.ts';
import { isUnreadable } from '../../model/unreadable-override.ts';
import { isBilledByUse, usdPerHourOf } from '../config/size-price.ts';
import type { Rung, Sizes } from '../config/sizes.ts';
import type { Observation } from '../observation.ts';
import type { KeptSize } from './kept-size.ts';

/** Which size is right, and who says so. */
export interface WantedSize {
  readonly to: string;
  readonly because: Because;
  /** Whether the objective burns, so that no window is waited for. */
  readonly isUrgent: boolean;
}

/** Units that the most of them have been too few for so long are too small. */
const fullAfterMs = 900_000;

/**
 * The size that is right: as a person says, else the next larger where the most units are too few for a while, else as a
 * night has found by cost, or as the ladder tells where units cost only while they work. Null where nobody finds another right.
 */
export function wantedSize(observation: Observation, sizes: Sizes, kept: KeptSize): WantedSize | null {
  return (
    byHand(observation) ??
    beyondTheMost(observation, sizes, kept) ??
    ofTheNight(observation) ??
    cheapestByUse(observation, sizes, kept)
  );
}

function byHand({ overrides, atMs }: Observation): WantedSize | null {
  const set = overrides.find((one) => !isUnreadable(one) && one.kind === 'size' && one.untilMs > atMs);
  if (set === undefined || isUnreadable(set) || set.size === undefined) return null;
  const { size, by = null, note, untilMs } = set;
  const says = `the size {size} is set by hand${by === null ? '' : ' by {by}'}: {note}`;
  return { to: size, because: { says, size, ...(by !== null && { by }), note, untilMs }, isUrgent: false };
}

function beyondTheMost({ atMs, config }: Observation, { ladder }: Sizes, kept: KeptSize): WantedSize | null {
  const { fullSinceMs, now } = kept;
  if (fullSinceMs === null || atMs - fullSinceMs < fullAfterMs) return null;
  const place = ladder.findIndex(({ size }) => size === now);
  const next = place < 0 ? undefined : ladder[place + 1];
  if (next === undefined) return null;
  const says =
    '{max} units, the most there may be, have been too few for {minutes} minutes, so that a larger size is the only answer left';
  const minutes = (atMs - fullSinceMs) / 60_000;
  return { to: next.size, because: { says, max: config.bounds.max, minutes }, isUrgent: true };
}

function ofTheNight({ config: { sizeChoice } }: Observation): WantedSize | null {
  return sizeChoice == null
    ? null
    : { to: sizeChoice.size, because: { says: '{found}', found: sizeChoice.says }, isUrgent: false };
}

/** A size takes over where it saves more than this share. */
const leastSaving = 0.03;

function cheapestByUse(
  { config: { targetKind } }: Observation,
  { ladder }: Sizes,
  { now }: KeptSize,
): WantedSize | null {
  if (!isBilledByUse(targetKind)) return null;
  const usdServed = (rung: Rung) => (usdPerHourOf(targetKind, rung) ?? Number.NaN) / rung.serves;
  const own = ladder.find(({ size }) => size === now);
  const best = ladder.reduce((a, b) => (usdServed(b) < usdServed(a) ? b : a));
  if (own === undefined || !(usdServed(best) < (1 - leastSaving) * usdServed(own))) return null;
  const share = usdServed(best) / usdServed(own);
  const says = '{size} MB serve a call for {share} of what {own} MB do, by what the ladder says each serves';
  return { to: best.size, because: { says, size: best.size, own: own.size, share }, isUrgent: false };
}
