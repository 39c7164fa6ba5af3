import type { PlanningSituation, PlanningSlot } from './situation.ts';

/** Whether a plan that no person asked for may move a slot: no move has it, and it has rested since its last. */
export function mayMove({ moving, movedAtMs }: PlanningSlot, { atMs, limits }: PlanningSituation): boolean {
  return !moving && (movedAtMs === null || atMs - movedAtMs >= limits.restMs);
}
