import type { Learned } from './learned.ts';
import { type Sized, unitsServing } from './units-for.ts';

/** How much more than the highest demand that is known may stay. Why: docs/decisions/0084. */
const margin = 0.15;

/**
 * The most that a hold or a reserve keeps, in units: what serves the highest demand that is known, and a margin. Without it a
 * rate of 0.5 that is held for a day keeps twice the day's peak, which costs more than a fleet of fixed size.
 */
export function mostKept(policy: Sized, { highest }: Pick<Learned, 'highest'>): number {
  return highest === null
    ? Number.POSITIVE_INFINITY
    : Math.ceil((1 + margin) * unitsServing(policy, Math.exp(highest)));
}
