import type { Verdict } from '../guards.ts';
import { boundsOf } from './bounds-of.ts';
import type { Desired } from './desired.ts';
import type { Observation } from './observation.ts';

/**
 * What may be wanted where more is asked for than the bounds in force allow: a schedule's ceiling has opened, `bounds.max`
 * or the target's own maximum was lowered. It comes before every guard: a clock is not a person, so what is above goes as
 * everything else does, after silence, in-flight, hold and step limits. Null where nothing is too much.
 */
export function withinMost(observation: Observation, wanted: Desired): Verdict<Desired> {
  const { max } = boundsOf(observation);
  if (observation.capacity.asked <= max || wanted.units <= max) return null;
  const says = 'the most is {max} by now; what is above it goes as everything else does';
  return { desired: { ...wanted, units: max }, because: { says, max } };
}
