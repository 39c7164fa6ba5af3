import { beyondShare } from '../beyond-share.ts';
import { contradiction } from '../contradiction.ts';
import type { FindTrouble } from './find.ts';

/** What runs is not told in the units in which it is asked for, or a share is none. */
export const unitsContradict: FindTrouble = (observation) => {
  const because = observation.capacity.unitsBecause ?? contradiction(observation) ?? noShare(observation.readings);
  return because === null ? null : { because, sinceMs: null };
};

function noShare(readings: Parameters<FindTrouble>[0]['readings']) {
  for (const name in readings) {
    const because = beyondShare(name, readings[name]);
    if (because !== null) return because;
  }
  return null;
}
