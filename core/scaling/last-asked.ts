import type { Memory } from '../model/memory.ts';
import type { Desired } from './desired.ts';
import type { Kept } from './observation.ts';

/**
 * Units that a target was last asked for, by whomever, as far as is remembered; null where nothing is. A target that tells only
 * what is in force needs it while a change is under way.
 */
export function lastAsked({ intention, kept }: Pick<Memory<Kept>, 'intention' | 'kept'>): number | null {
  const seen = kept?.seen.at(-1);
  const isNewest = intention?.applied === true && intention.askedAtMs >= (seen?.atMs ?? 0);
  return isNewest ? (intention.desired as Desired).units : (seen?.asked ?? null);
}
