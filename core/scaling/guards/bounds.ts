import type { Because } from '../../model/reason.ts';
import { boundsOf } from '../bounds-of.ts';
import type { ScalingGuard } from '../guard.ts';

/** Nothing leaves the bounds: neither what is proposed nor what is already asked for. */
export const bounds: ScalingGuard = ({ observation }, desired) => {
  const { min, max } = boundsOf(observation);
  if (desired < min) return limit(min, { says: 'the least is {min}', min });
  if (desired > max) return limit(max, { says: 'the most is {max}', max });
  return null;
};

function limit(desired: number, because: Because) {
  return { desired, because };
}
