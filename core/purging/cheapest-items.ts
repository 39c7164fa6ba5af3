import type { Because } from '../model/reason.ts';
import { chooseFolders, type Unchanged } from './choose-folders.ts';
import { coverOf } from './cover.ts';
import { Folders } from './folder.ts';
import { type FolderSet, foldersOf, noFolders } from './folder-set.ts';
import { kindOf } from './item.ts';
import { dollarsFor, type Prices } from './prices.ts';

/** What to purge for some changes, what it costs, and why. */
export interface CheapestItems {
  /** Wildcards and tags first, then single paths. */
  readonly items: readonly string[];
  /** Objects that did not change and are purged all the same; null where nobody knows what there is. */
  readonly collateral: number | null;
  readonly dollars: number;
  readonly because: Because;
}

/** Wanted items, told apart. */
export interface Wanted {
  /** Wildcards and tags, which are purged as they are asked for. */
  readonly asked: readonly string[];
  /** Paths, each once, that none of those covers. */
  readonly paths: ReadonlySet<string>;
}

/**
 * The cheapest items that cover everything wanted. `unchanged` is null where nobody knows what else there is; no wildcard
 * is made of paths then. `tree` may count more paths than are named: then they are reckoned for all, and the items are for those.
 */
export function cheapestItems(
  { asked, paths }: Wanted,
  unchanged: Unchanged | null,
  prices: Prices,
  tree: Folders = Folders.of(paths),
): CheapestItems {
  const mostWildcards = prices.mostWildcards - asked.filter(isWildcard).length;
  const changed = tree.all[0]?.changed ?? 0;
  const single = asked.length + changed;
  const set = unchanged ? chooseFolders(tree.all, unchanged, single, { ...prices, mostWildcards }) : noFolders;
  const { saved, collateral } = set;
  const dollars = dollarsFor(single - saved, collateral, prices);
  const facts = { changed, items: single - saved, collateral: unchanged && collateral, dollars };
  const items = [...asked, ...itemsOf(set, paths)];
  return { items, collateral: facts.collateral, dollars, because: { says: reasonFor(unchanged, set), ...facts } };
}

const isWildcard = (item: string) => kindOf(item) === 'wildcard';

/** Tells wanted items apart; what a wildcard covers that is wanted too needs no item of its own. */
export function sortOut(wanted: Iterable<string>): Wanted {
  const special = new Set<string>();
  const paths = new Set<string>();
  for (const item of wanted) (kindOf(item) === 'path' ? paths : special).add(item);
  if (special.size === 0) return { asked: [], paths };
  const asked = withoutCovered([...special].sort());
  const cover = coverOf(asked);
  for (const path of paths) if (cover.covers(path)) paths.delete(path);
  return { asked, paths };
}

/** Sorted by text, what covers comes before what it covers. */
function withoutCovered(sorted: readonly string[]): string[] {
  const kept: string[] = [];
  for (const item of sorted) {
    const before = kept.at(-1);
    if (before === undefined || !coverOf([before]).covers(item)) kept.push(item);
  }
  return kept;
}

function* itemsOf(set: FolderSet, paths: ReadonlySet<string>): Generator<string> {
  const wildcards = foldersOf(set).map(({ path }) => `${path}*`);
  yield* wildcards;
  const cover = coverOf(wildcards);
  for (const path of paths) if (!cover.covers(path)) yield path;
}

function reasonFor(unchanged: Unchanged | null, { wildcards }: FolderSet): string {
  if (unchanged === null) {
    return '{changed} changed paths by {items} items for {dollars} dollars, path by path, since it is not known what else there is';
  }
  if (wildcards === 0) return '{changed} changed paths by {items} items for {dollars} dollars; no wildcard is cheaper';
  return '{changed} changed paths by {items} items for {dollars} dollars; {collateral} objects that did not change go with them';
}
