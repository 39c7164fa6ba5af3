import type { Desired } from './desired.ts';

/** What scaling wanted by schema 1, a number of units, as it says it today. */
export function upgradeDesired(units: number): Desired {
  return { units };
}
