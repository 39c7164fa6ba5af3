import { boundsOf } from '../bounds-of.ts';
import { type LimitedUnits, limitUnits } from '../guard.ts';

/** Nothing leaves the bounds: neither what is proposed nor what is already asked for. */
export const bounds = limitUnits(({ observation }, units): LimitedUnits => {
  const { min, max } = boundsOf(observation);
  if (units < min) return { units: min, because: { says: 'the least is {min}', min } };
  if (units > max) return { units: max, because: { says: 'the most is {max}', max } };
  return null;
});
