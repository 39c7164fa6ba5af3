import { boundsOf } from '../bounds-of.ts';
import { type LimitedUnits, limitUnits } from '../guard.ts';

/**
 * Nothing below the least, and nothing more than the most. What is asked for already and lies above the most is not taken
 * away here but by the guards before; only what the target would refuse is never asked for.
 */
export const bounds = limitUnits(({ observation }, units): LimitedUnits => {
  const { min, max } = boundsOf(observation);
  const { capacity } = observation;
  if (units < min) return { units: min, because: { says: 'the least is {min}', min } };
  const most = Math.max(max, capacity.asked);
  if (units > most) return { units: most, because: { says: 'the most is {max}', max } };
  if (units === capacity.asked || units <= (capacity.max ?? units)) return null;
  const says = '{units} units are not to go yet, and the target takes no more than {max}, so it is left as it is';
  return { units: capacity.asked, because: { says, units, max: capacity.max } };
});
