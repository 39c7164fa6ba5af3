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

function waitsBecause({ today, lastAtMs, free, everySeconds, mostToday }: Decreases, atMs: number, byHand: boolean) {
  const kept = byHand ? 0 : 1;
  const sinceSeconds = lastAtMs === null ? Number.POSITIVE_INFINITY : (atMs - lastAtMs) / 1000;
  const isOver = today >= mostToday - kept;
  if (!isOver && (today < free - kept || sinceSeconds >= everySeconds)) return null;
  const isKept = isOver ? today < mostToday : today < free;
  const next = isOver ? 'and no more are taken' : 'and the next may be in {waitSeconds} s';
  const says = `{today} decreases have been made today, ${next}${isKept ? ': the last is kept for a person' : ''}`;
  const because: Because = { says, today, ...(!isOver && { waitSeconds: Math.ceil(everySeconds - sinceSeconds) }) };
  return because;
}

function isByHand({ overrides, atMs }: Observation): boolean {
  return overrides
    .filter((override) => !isUnreadable(override))
    .some(({ kind, untilMs }) => kind === 'ceiling' && untilMs > atMs);
}
