import { coverOf } from './cover.ts';
import { kindOf } from './item.ts';
import type { PurgeState } from './observation.ts';
import type { Receipt } from './ports.ts';

/** Those of some paths that a purge purged which was open or in progress at the last look, and now is completed. */
export function justPurged(
  paths: readonly string[],
  states: readonly PurgeState[],
  receipts: readonly Receipt[],
): readonly string[] {
  const ended = new Set(states.filter(({ is }) => is === 'completed').map(({ id }) => id));
  const items = receipts.filter(({ purge }) => ended.has(purge.id)).flatMap(({ purge }) => purge.items);
  // What carries a tag is not known, so any path may.
  if (items.some((item) => kindOf(item) === 'tag')) return paths;
  const cover = coverOf(items);
  return paths.filter((path) => cover.covers(path));
}
