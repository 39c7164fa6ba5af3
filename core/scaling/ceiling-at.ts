import { openWindows } from '../time/open-windows.ts';
import type { DecidingConfig } from './deciding-config.ts';

/** The lowest ceiling of the schedule windows that are open at a moment; null where none has one. */
export function ceilingAt({ policies }: Pick<DecidingConfig, 'policies'>, atMs: number): number | null {
  let lowest: number | null = null;
  for (const policy of policies) {
    if (policy.kind !== 'schedule' || policy.windows.every(({ ceiling }) => ceiling === null)) continue;
    for (const { ceiling } of openWindows(policy, atMs)) {
      if (ceiling !== null && (lowest === null || ceiling < lowest)) lowest = ceiling;
    }
  }
  return lowest;
}
