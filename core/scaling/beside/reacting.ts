import type { Because } from '../../model/reason.ts';
import type { Observation, Rival } from '../observation.ts';

/** Why nobody adds units to a target whose minimum alone is moved; null where somebody does, or that is not known. */
export function nobodyReacts({ rivals }: Observation, active: readonly Rival[]): Because | null {
  if (rivals === undefined || rivals.trouble !== null || active.some(({ reacts }) => reacts === true)) return null;
  const says =
    'nothing of AWS reacts to its load: beside "native" Headroom moves the minimum alone; give it a target tracking policy, resume the one that is suspended, or leave beside out';
  return { says };
}

/** Who else sets the minimum, so that the two would undo each other; null where nobody does. */
export function otherFloor(active: readonly Rival[]): Rival | null {
  return active.find(({ setsMinimum }) => setsMinimum === true) ?? null;
}
