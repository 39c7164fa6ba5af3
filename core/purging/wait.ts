import type { Observation } from './observation.ts';

/**
 * When what is pending may be planned: at once where a person waits, else when nothing has come for a while, so that a
 * burst becomes few purges; but no change waits longer than it may.
 */
export function waitUntilMs({ pending, config, atMs }: Observation): number {
  const { urgent, oldestAtMs, newestAtMs } = pending;
  if (urgent || oldestAtMs === null || newestAtMs === null) return atMs;
  return Math.min(newestAtMs + config.quietSeconds * 1000, oldestAtMs + config.mostWaitSeconds * 1000);
}
