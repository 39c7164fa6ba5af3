import type { Folder } from './folder.ts';
import { type FolderSet, noFolders, takeFolder } from './folder-set.ts';
import { combine, type Frontier, type Limits, onlyPaths, withSet } from './frontier.ts';
import { dollarsFor, type Prices } from './prices.ts';

/** How many objects below a folder did not change. */
export type Unchanged = (folder: string) => number;

/** Sets that may be kept, over all folders; it bounds the time. */
const mostWork = 1_500_000;
const fewestSets = 24;
const mostSetsEver = 4096;
/** Sums of prices that differ by less are the same; then fewer items are better. */
const sameDollars = 1e-9;

/**
 * The folders that are cheapest to purge whole: dynamic programming over their tree, whose states are the undominated
 * sets. Exact as long as no frontier outgrows its limit, which shrinks with the number of folders so that the time grows
 * about linearly. `single` is how many items there are where no folder is purged whole.
 */
export function chooseFolders(
  folders: readonly Folder[],
  unchanged: Unchanged,
  single: number,
  prices: Prices,
): FolderSet {
  if (prices.mostWildcards <= 0) return noFolders;
  const costOf = ({ saved, collateral }: FolderSet) =>
    dollarsFor(single - saved, collateral, prices) + prices.dollarsPerTurn * (single - saved);
  const isCheaper = (one: FolderSet, than: FolderSet) => {
    const difference = costOf(one) - costOf(than);
    if (Math.abs(difference) > sameDollars) return difference < 0;
    return (than.saved - one.saved || one.collateral - than.collateral) < 0;
  };
  return frontierOf(folders, unchanged, prices).reduce((best, one) => (isCheaper(one, best) ? one : best), noFolders);
}

/** From the deepest folders up: what the folders inside allow together, and the wildcard over them all. */
function frontierOf(folders: readonly Folder[], unchanged: Unchanged, prices: Prices): Frontier {
  const mostSets = Math.min(mostSetsEver, Math.max(fewestSets, Math.floor(mostWork / (folders.length + 1))));
  const limits: Limits = { ...prices, mostSets };
  /** By folder: what the folders inside it allow, as far as they have been seen; at the root, in the end, what all allow. */
  const frontiers: Frontier[] = folders.map(() => onlyPaths);
  for (let index = folders.length - 1; index >= 0; index--) {
    const folder = folders[index];
    if (folder === undefined || folder.changed < 2) continue;
    const whole = takeFolder(folder, unchanged(folder.path));
    const frontier = withSet(frontiers[index] ?? onlyPaths, whole, limits);
    frontiers[index] = folder.parent === null ? frontier : onlyPaths;
    if (folder.parent === null) continue;
    const { index: above } = folder.parent;
    frontiers[above] = combine(frontiers[above] ?? onlyPaths, frontier, limits);
  }
  return frontiers[0] ?? onlyPaths;
}
