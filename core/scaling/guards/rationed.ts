import type { Because } from '../../model/reason.ts';
import { isUnreadable } from '../../model/unreadable-override.ts';
import { limitUnits } from '../guard.ts';
import type { Observation } from '../observation.ts';
import type { Decreases } from '../rations.ts';

/**
 * Where whoever owns the target rations changes, one is under way at a time, and the last decrease that would be taken at once
 * is kept for a person: a ceiling that is set by hand may have it, while what policies find too much waits until another one
 * would be taken anyway.
 */
export const rationed = limitUnits(({ observation }, units) => {
  const { asked, rations } = observation.capacity;
  if (rations === undefined || units === asked) return null;
  if (rations.busyBecause !== null) return { units: asked, because: rations.busyBecause };
  if (units > asked || rations.decreases === null) return null;
  const because = waitsBecause(rations.decreases, observation.atMs, isByHand(observation));
  return because === null ? null : { units: asked, because };
});

function waitsBecause(decreases: Decreases, atMs: number, byHand: boolean): Because | null {
  const { today, lastAtMs, free, everySeconds, mostToday } = decreases;
  const kept = byHand ? 0 : 1;
  const counted = { today, most: mostToday };
  if (today >= mostToday) return { says: 'all {most} decreases of this day have been made', ...counted };
  if (today >= mostToday - kept)
    return {
      says: '{today} of {most} decreases of this day have been made, and the last is kept for a person',
      ...counted,
    };
  const sinceMs = lastAtMs === null ? Number.POSITIVE_INFINITY : atMs - lastAtMs;
  if (today < free - kept || sinceMs >= everySeconds * 1000) return null;
  const waitSeconds = Math.ceil(everySeconds - sinceMs / 1000);
  if (today >= free) {
    const says = '{today} decreases have been made today, and the next is taken in {waitSeconds} s';
    return { says, today, waitSeconds };
  }
  const says =
    '{today} decreases have been made today, and the last that is taken at once is kept for a person; the next look that may take it comes in {waitSeconds} s';
  return { says, today, waitSeconds };
}

function isByHand({ overrides, atMs }: Observation): boolean {
  return overrides
    .filter((override) => !isUnreadable(override))
    .some(({ kind, untilMs }) => kind === 'ceiling' && untilMs > atMs);
}
