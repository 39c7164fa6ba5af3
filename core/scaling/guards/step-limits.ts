import { standing } from '../beside/as-floor.ts';
import { seenAt } from '../capacity-at.ts';
import { limitUnits, type Situation } from '../guard.ts';
import type { Observation } from '../observation.ts';

/**
 * Looks this close together count as one: an alarm that arrives twenty times is not a reason to double twenty times. Less
 * than the minute between two looks of the schedule.
 */
const burstMs = 30_000;

/**
 * Not too much at once: out to a factor or a few units more, in by a part of what was asked, at least one unit. What was
 * asked for within the hold, and is needed, is given back at once, whoever took it away: what a deploy leaves behind is no
 * starting point. A step in that would still end above the target's own maximum is none, since the target would refuse
 * it.
 */
export const stepLimits = limitUnits(({ observation, needs }, units) => {
  const { scaleOut, scaleIn } = observation.config;
  const { asked, max } = observation.capacity;
  if (units > asked) {
    const base = Math.max(Math.min(askedBefore(observation), asked), standing(observation));
    const step = Math.max(Math.floor(base * scaleOut.maxFactor), base + scaleOut.maxUnits, asked);
    const most = Math.max(step, takenAway(observation, needs));
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

/** The most that was asked for within the hold, as far as it is needed now; 0 where that is not known. */
function takenAway({ config, memory, atMs }: Observation, needs: Situation['needs']): number {
  const sinceMs = atMs - config.scaleIn.holdSeconds * 1000;
  const seen = memory.kept?.seen ?? [];
  // Capacity is remembered where it changed: the last before the hold began was still asked for as it began.
  const first = seen.findLastIndex((look) => look.atMs <= sinceMs);
  const asked = seen.slice(Math.max(first, 0)).reduce((most, look) => Math.max(most, look.asked), 0);
  return Math.min(asked, needs[0]?.desired ?? 0);
}

/** What was asked for before Headroom's own last change, where that was only just made; else what is asked for now. */
function askedBefore(observation: Observation): number {
  const { capacity, memory, atMs } = observation;
  const { intention } = memory;
  if (intention === null || atMs - intention.askedAtMs >= burstMs) return capacity.asked;
  return seenAt(observation, intention.askedAtMs)?.asked ?? capacity.asked;
}
