import type { Verdict } from '../guards.ts';
import type { Desired } from './desired.ts';
import { overdueUnits } from './launches.ts';
import type { Launches, Observation } from './observation.ts';

/**
 * What to ask for where units are overdue and what runs is not enough for what is wanted: those units once more, since
 * they stay part of what is asked for and asking for the same number again would bring nothing. A proposal that only
 * repeats what is asked for is raised to the level that was found when they were given up, and never by them a second time.
 */
export function askAgain(observation: Observation, launches: Launches, wanted: Desired): Verdict<Desired> {
  const { again } = launches;
  if (again === null) return null;
  const { units: needed } = wanted;
  const { asked, running, keepBecause, unplaced = 0 } = observation.capacity;
  // What a deployment has stopped it starts again itself.
  if (keepBecause !== null) return null;
  // What waits for a place would wait beside what is asked for again.
  const overdue = overdueUnits(launches, observation) - unplaced;
  const units = Math.ceil(Math.min(again.units, overdue, needed - Math.floor(running)));
  if (units <= 0) return null;
  const whole = Math.min(needed + units, Number.MAX_SAFE_INTEGER);
  const kept = Math.min(whole, asked);
  const isAsked = asked + again.units > again.level || whole < again.level;
  const level = needed > asked ? whole : isAsked ? kept : again.level;
  if (level <= needed) return null;
  const says = '{units} units are overdue by more than twice the longest lead, and asked for again';
  return { desired: { ...wanted, units: level }, because: { says, units: level - needed } };
}
