import { isUnreadable } from '../../model/unreadable-override.ts';
import { limitUnits } from '../guard.ts';

/**
 * While a person has paused it, nothing is changed, neither by what is set beside the pause nor by the bounds. It speaks at
 * every look, and tells what would be asked for without it.
 */
export const pause = limitUnits(({ observation: { overrides, capacity, atMs } }, units) => {
  const inForce = overrides.filter((override) => !isUnreadable(override)).filter(({ untilMs }) => untilMs > atMs);
  const found = inForce.find(({ kind }) => kind === 'pause');
  if (found === undefined) return null;
  const { untilMs, note, by = null } = found;
  const holds = units !== capacity.asked;
  const without = holds ? ', and {withoutIt} would be asked for without it' : '';
  const told = { ...(holds && { withoutIt: units }), ...(by !== null && { by }) };
  const says = `paused by hand${by === null ? '' : ' by {by}'}${without}: {note}`;
  return { units: capacity.asked, because: { says, ...told, note, untilMs } };
});
