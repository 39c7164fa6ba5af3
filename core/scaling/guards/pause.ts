import { isUnreadable } from '../../model/unreadable-override.ts';
import { limitUnits } from '../guard.ts';

/**
 * While a person has paused it, nothing is changed, neither by what is set beside the pause nor by the bounds. It tells what
 * would be asked for without it.
 */
export const pause = limitUnits(({ observation: { overrides, capacity, atMs } }, units) => {
  if (units === capacity.asked) return null;
  const inForce = overrides.filter((override) => !isUnreadable(override)).filter(({ untilMs }) => untilMs > atMs);
  const found = inForce.find(({ kind }) => kind === 'pause');
  if (found === undefined) return null;
  const { untilMs, note, by = null } = found;
  const says = `paused by hand${by === null ? '' : ' by {by}'}, and {withoutIt} would be asked for without it: {note}`;
  return { units: capacity.asked, because: { says, withoutIt: units, note, untilMs, ...(by !== null && { by }) } };
});
