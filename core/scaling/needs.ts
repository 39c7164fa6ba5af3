import type { Need, Observation } from './observation.ts';

/** Into how many parts the hold window is divided: one need is remembered for each, at most. */
const mostNeeds = 60;

/**
 * The needs of the hold window with the newest added, as a queue of falling maxima: its head is the highest need of the
 * window. A scalable seen for the first time is taken to have needed what it was asked to be. Needs that lie close
 * together become one, the highest with the latest time, so that a day's window of minutes stays small; a need may then
 * count for a sixtieth of the window longer, never shorter.
 */
export function addNeed({ atMs, capacity, config, memory }: Observation, units: number): readonly Need[] {
  const holdMs = config.scaleIn.holdSeconds * 1000;
  const sinceMs = atMs - holdMs;
  const needs: Need[] = [];
  for (const need of memory.kept?.needs ?? [{ atMs, desired: capacity.asked }]) {
    if (need.atMs >= sinceMs && need.desired > units) needs.push(need);
  }
  const newest = needs[needs.length - 1];
  const partMs = holdMs / mostNeeds;
  if (newest !== undefined && Math.floor(newest.atMs / partMs) === Math.floor(atMs / partMs)) {
    needs[needs.length - 1] = { atMs, desired: newest.desired };
  } else {
    needs.push({ atMs, desired: units });
  }
  return needs;
}
