import { isUnreadable } from '../../model/unreadable-override.ts';
import { boundsOf } from '../bounds-of.ts';
import { ceilingAt } from '../ceiling-at.ts';
import { returnsFromZero } from '../config/returns-from-zero.ts';
import { limitUnits } from '../guard.ts';
import type { Observation } from '../observation.ts';

/**
 * Where nothing would bring capacity back from 0, the lowest is one: nobody could tell that 0 had become too little. A
 * schedule's ceiling or a person may say 0, for as long as that holds.
 */
export const zero = limitUnits(({ observation }, units) => {
  if (units >= 1 || boundsOf(observation).min >= 1 || saysZero(observation)) return null;
  const { config, readings } = observation;
  // Entries of 0.1.0 do not tell, and of what was not read nobody knows.
  if (returnsFromZero(config.policies, (name) => readings[name]?.speaksAtZero !== false)) return null;
  const says =
    'nothing speaks at zero, so the lowest is one; add one of: a backlog on visible messages, a demand counted in front of ' +
    'the target, a schedule with a floor';
  return { units: 1, because: { says } };
});

/** Whether 0 is meant: by what the config allows at most, by the clock, or by a person. */
function saysZero({ config, atMs, overrides }: Observation): boolean {
  if (config.bounds.max === 0 || ceilingAt(config, atMs) === 0) return true;
  return overrides
    .filter((override) => !isUnreadable(override))
    .some(
      ({ kind, units, untilMs }) => untilMs > atMs && (kind === 'pause' || (kind === 'ceiling' && (units ?? 1) <= 0)),
    );
}
