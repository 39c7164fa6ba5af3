import type { Need, Observation } from './observation.ts';

/**
 * The needs of the hold window with the newest added, as a queue of falling maxima: its head is the highest need of the
 * window. A scalable seen for the first time is taken to have needed what it was asked to be.
 */
export function addNeed({ atMs, capacity, config, memory }: Observation, desired: number): readonly Need[] {
  const before = memory.kept?.needs ?? [{ atMs, desired: capacity.asked }];
  const sinceMs = atMs - config.scaleIn.holdSeconds * 1000;
  const needs = before.filter((need) => need.atMs >= sinceMs && need.desired > desired);
  needs.push({ atMs, desired });
  return needs;
}
