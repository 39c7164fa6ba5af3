import { type Choice, noChoice, takeFolder } from './choice.ts';
import type { Folder } from './folder.ts';
import { combine, type Frontier, type Limits, nothingChosen, withChoice } from './frontier.ts';
import { dollarsFor, type Prices } from './prices.ts';

/** How many objects below a folder did not change. */
export type Unchanged = (folder: string) => number;

/** Choices that may be kept, over all folders; it bounds the time. */
const mostWork = 1_500_000;
const fewestChoices = 24;
const mostChoicesEver = 4096;
/** Sums of prices that differ by less are the same; then fewer items are better. */
const sameDollars = 1e-9;

/**
 * The folders that are cheapest to purge whole: dynamic programming over their tree, whose states are the undominated
 * choices. Exact as long as no frontier outgrows its limit, which shrinks with the number of folders so that the time grows
 * about linearly. `single` is how many items there are where no folder is purged whole.
 */
export function chooseFolders(
  folders: readonly Folder[],
  unchanged: Unchanged,
  single: number,
  prices: Prices,
): Choice {
  if (prices.mostWildcards <= 0) return noChoice;
  const costOf = ({ saved, collateral }: Choice) =>
    dollarsFor(single - saved, collateral, prices) + prices.dollarsPerTurn * (single - saved);
  const isCheaper = (one: Choice, than: Choice) => {
    const difference = costOf(one) - costOf(than);
    if (Math.abs(difference) > sameDollars) return difference < 0;
    return (than.saved - one.saved || one.collateral - than.collateral) < 0;
  };
  return frontierOf(folders, unchanged, prices).reduce((best, one) => (isCheaper(one, best) ? one : best), noChoice);
}

/** From the deepest folders up: what the folders inside allow together, and the wildcard over them all. */
function frontierOf(folders: readonly Folder[], unchanged: Unchanged, prices: Prices): Frontier {
  const mostChoices = Math.min(mostChoicesEver, Math.max(fewestChoices, Math.floor(mostWork / (folders.length + 1))));
  const limits: Limits = { ...prices, mostChoices };
  /** By folder: what the folders inside it allow, as far as they have been seen; at the root, in the end, what all allow. */
  const frontiers: Frontier[] = folders.map(() => nothingChosen);
  for (let index = folders.length - 1; index >= 0; index--) {
    const folder = folders[index];
    if (folder === undefined || folder.changed < 2) continue;
    const whole = takeFolder(folder, unchanged(folder.path));
    const frontier = withChoice(frontiers[index] ?? nothingChosen, whole, limits);
    frontiers[index] = folder.parent === null ? frontier : nothingChosen;
    if (folder.parent === null) continue;
    const { index: above } = folder.parent;
    frontiers[above] = combine(frontiers[above] ?? nothingChosen, frontier, limits);
  }
  return frontiers[0] ?? nothingChosen;
}
