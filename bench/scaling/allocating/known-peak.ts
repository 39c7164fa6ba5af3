import { dayOf } from '../../../sim/scaling/portfolio/daily-record.ts';
import type { WorkloadResult } from '../../../sim/scaling/score/task.ts';

/** What is known of a workload afterwards. */
type Needed = Pick<WorkloadResult, 'startMs' | 'stepSeconds' | 'steps' | 'need' | 'scored'>;

/**
 * What a static fleet costs that is each day as large as the highest need of all days before, in what is needed; null where
 * nothing is known before the first scored day.
 */
export function costOfKnownPeak(world: Needed): number | null {
  const { need, scored } = world;
  let [known, today, units, needed] = [0, 0, 0, 0];
  for (let step = 0; step < need.length; step++) {
    if (dayOf(world, step) > dayOf(world, Math.max(0, step - 1))) known = Math.max(known, today);
    today = Math.max(today, need[step] ?? 0);
    if (scored[step] === 0) continue;
    if (known === 0) return null;
    units += known;
    needed += need[step] ?? 0;
  }
  return units / needed;
}
