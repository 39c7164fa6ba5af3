import { kindOf } from '../../../core/purging/item.ts';
import { dollarsFor, type Prices } from '../../../core/purging/prices.ts';

/** The least cost and fewest items of all ways to purge a few paths, by trying every set of folders. */
export function cheapest(changed: readonly string[], unchanged: readonly string[], prices: Prices) {
  const folders = [...new Set(changed.flatMap(foldersAbove))];
  let best = { cost: Number.POSITIVE_INFINITY, items: Number.POSITIVE_INFINITY };
  for (let set = 0; set < 2 ** folders.length; set++) {
    const taken = folders.filter((_, index) => (set >> index) & 1);
    if (taken.length > prices.mostWildcards) continue;
    const inTaken = (path: string) => taken.some((folder) => path.startsWith(folder));
    const collateral = unchanged.filter(inTaken).length;
    if (collateral > prices.mostCollateral) continue;
    const items = taken.length + changed.filter((path) => !inTaken(path)).length;
    const cost = dollarsFor(items, collateral, prices) + items * prices.dollarsPerTurn;
    if (cost < best.cost - 1e-9 || (Math.abs(cost - best.cost) < 1e-9 && items < best.items)) {
      best = { cost, items };
    }
  }
  return best;
}

/** Whether some items cover a path, as CloudFront reads them. */
export function isCovered(items: readonly string[], path: string): boolean {
  return items.some((item) => (kindOf(item) === 'wildcard' ? path.startsWith(item.slice(0, -1)) : item === path));
}

function foldersAbove(path: string): string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1));
}
