import { isFloor } from '../beside/as-floor.ts';
import { nobodyReacts } from '../beside/reacting.ts';
import { activeRivals } from '../rivals.ts';
import type { FindTrouble } from './find.ts';

/** Its minimum alone is moved, and nothing of AWS adds units above that. */
export const nobodyReactsFound: FindTrouble = (observation) => {
  if (!isFloor(observation)) return null;
  const because = nobodyReacts(observation, activeRivals(observation));
  return because === null ? null : { because, sinceMs: null };
};
