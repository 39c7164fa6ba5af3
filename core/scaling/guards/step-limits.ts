import { seenAt } from '../capacity-at.ts';
import { limitUnits } from '../guard.ts';
import type { Observation } from '../observation.ts';

/**
 * Looks this close together count as one: an alarm that arrives twenty times is no reason to double twenty times. Less
 * than the minute between two looks of the schedule.
 */
const burstMs = 30_000;

/**
 * Not too much at once: out to a factor or a few units more, in by a part of what was asked, at least one unit. A step in
 * that would still end above the target's own maximum is none, since the target would refuse it.
 */
export const stepLimits = limitUnits(({ observation }, units) => {
  const { scaleOut, scaleIn } = observation.config;
  const { asked, max } = observation.capacity;
  if (units > asked) {
    const base = Math.min(askedBefore(observation), asked);
    const most = Math.max(Math.floor(base * scaleOut.maxFactor), base + scaleOut.maxUnits, asked);
    if (units <= most) return null;
    return {
      units: most,
      because: { says: 'one look may not ask for more than {units} after {base}', units: most, base },
    };
  }
  if (units === asked) return null;
  const base = Math.max(askedBefore(observation), asked);
  const step = Math.min(base - Math.max(Math.floor((base * scaleIn.maxPercent) / 100), 1), asked);
  const least = Math.min(step, max ?? step);
  if (units >= least) return null;
  return { units: least, because: { says: 'one look may not go below {units} after {base}', units: least, base } };
});

/** What was asked for before Headroom's own last change, where that was only just made; else what is asked for now. */
function askedBefore(observation: Observation): number {
  const { capacity, memory, atMs } = observation;
  const { intention } = memory;
  if (intention === null || atMs - intention.askedAtMs >= burstMs) return capacity.asked;
  return seenAt(observation, intention.askedAtMs)?.asked ?? capacity.asked;
}
