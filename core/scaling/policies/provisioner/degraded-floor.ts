import { isDegraded } from '../../degraded.ts';
import type { Observation } from '../../observation.ts';
import { highestUsual, type Window } from './features.ts';
import type { Learned } from './learned.ts';

/** Above what is usual at that time, since nobody sees what is. */
const above = 1.2;

/**
 * The least demand that is served while data has been lacking for long: what is usual in the coming window, and a fifth
 * more, per second. 0 before that, and where nothing usual is known.
 */
export function degradedFloor(
  learned: Learned,
  window: Window,
  { config, atMs }: Pick<Observation, 'config' | 'atMs'>,
  silentSinceMs: number | null,
): number {
  if (!isDegraded(config, silentSinceMs, atMs)) return 0;
  const usual = highestUsual(learned, window);
  return usual === null ? 0 : above * Math.exp(usual);
}
