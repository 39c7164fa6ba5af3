import type { Because } from '../model/reason.ts';
import { type Choice, foldersOf, noChoice, takeFolder } from './choice.ts';
import { coverOf } from './cover.ts';
import { type Folder, Folders, type Unchanged } from './folder.ts';
import { combine, type Frontier, type Limits, nothingChosen, withChoice } from './frontier.ts';
import { kindOf } from './item.ts';
import { dollarsFor, type Prices } from './prices.ts';

/** What to purge for some changes, what it costs, and why. */
export interface Plan {
  /** Wildcards and tags first, then single paths. */
  readonly items: readonly string[];
  /** Changed paths that are covered. */
  readonly changed: number;
  /** Objects that did not change and are purged all the same; null where nobody knows what there is. */
  readonly collateral: number | null;
  readonly dollars: number;
  readonly because: Because;
}

/** Work that a plan may do: so many choices over all folders. It bounds time, and the choices that are kept in each. */
const mostWork = 1_500_000;
const fewestChoices = 24;
const mostChoicesEver = 4096;

/**
 * The cheapest items that cover every changed path, wildcard and tag: dynamic programming over the tree of folders, whose
 * states are the undominated choices of folders to purge whole. Exact as long as no frontier outgrows its limit, which
 * shrinks with the number of folders so that the time grows about linearly with what changed.
 */
export function planPurge(wanted: readonly string[], unchanged: Unchanged, prices: Prices): Plan {
  const { asked, changed } = sortOut(wanted);
  const folders = new Folders(changed);
  const left = { ...prices, mostWildcards: prices.mostWildcards - asked.filter(isWildcard).length };
  const choice = unchanged === null ? noChoice : cheapest(frontierOf(folders.all, unchanged, left), asked.length + changed.size, left);
  const items = [...asked, ...itemsOf(choice, changed, folders)];
  const collateral = unchanged === null ? null : choice.collateral;
  const dollars = dollarsFor(items.length, choice.collateral, prices);
  return { items, changed: changed.size, collateral, dollars, because: becauseOf(items, changed, collateral, dollars) };
}

const isWildcard = (item: string) => kindOf(item) === 'wildcard';

/** Wildcards and tags are purged as they are asked for; paths that they cover need no item of their own. */
function sortOut(wanted: readonly string[]): { asked: readonly string[]; changed: ReadonlySet<string> } {
  const special = new Set(wanted.filter((item) => kindOf(item) !== 'path'));
  if (special.size === 0) return { asked: [], changed: new Set(wanted) };
  const asked = [...special].filter((item) => !coverOf(withoutOne(special, item)).covers(item));
  const cover = coverOf(asked);
  return { asked, changed: new Set(wanted.filter((item) => kindOf(item) === 'path' && !cover.covers(item))) };
}

function* withoutOne(items: ReadonlySet<string>, left: string): Generator<string> {
  for (const item of items) if (item !== left) yield item;
}

/** `single` is how many items there are where no folder is purged whole. */
function cheapest(frontier: Frontier, single: number, prices: Prices): Choice {
  const costOf = ({ saved, collateral }: Choice) => dollarsFor(single - saved, collateral, prices);
  const isCheaper = (one: Choice, than: Choice) =>
    (costOf(one) - costOf(than) || than.saved - one.saved || one.collateral - than.collateral) < 0;
  return frontier.reduce((best, one) => (isCheaper(one, best) ? one : best), noChoice);
}

/** From the deepest folders up: what the folders inside allow together, and the wildcard over them all. */
function frontierOf(folders: readonly Folder[], unchanged: (folder: string) => number, prices: Prices): Frontier {
  if (prices.mostWildcards <= 0) return nothingChosen;
  const mostChoices = Math.min(mostChoicesEver, Math.max(fewestChoices, Math.floor(mostWork / (folders.length + 1))));
  const limits: Limits = { ...prices, mostChoices };
  /** By folder: what the folders inside it allow, as far as they have been seen; afterwards what it allows itself. */
  const frontiers: Frontier[] = folders.map(() => nothingChosen);
  for (let index = folders.length - 1; index >= 0; index--) {
    const folder = folders[index];
    if (folder === undefined || folder.changed < 2) continue;
    const whole = takeFolder(folder, unchanged(folder.path));
    const frontier = withChoice(frontiers[index] ?? nothingChosen, whole, limits);
    const above = folder.parent?.index ?? index;
    frontiers[above] = above === index ? frontier : combine(frontiers[above] ?? nothingChosen, frontier, limits);
    if (above !== index) frontiers[index] = nothingChosen;
  }
  return frontiers[0] ?? nothingChosen;
}

function* itemsOf(choice: Choice, changed: ReadonlySet<string>, folders: Folders): Generator<string> {
  const taken = foldersOf(choice);
  for (const { path } of taken) yield `${path}*`;
  if (taken.length === 0) return yield* changed;
  const whole = new Set(taken);
  for (const folder of folders.all) if (folder.parent && whole.has(folder.parent)) whole.add(folder);
  for (const path of changed) if (!whole.has(folders.of(path))) yield path;
}

function becauseOf(
  items: readonly string[],
  changed: ReadonlySet<string>,
  collateral: number | null,
  dollars: number,
): Because {
  const wildcards = items.filter(isWildcard).length;
  const facts = { items: items.length, wildcards, paths: changed.size, collateral, dollars };
  const says =
    collateral === null
      ? '{paths} changed paths by {items} items, of which {wildcards} wildcards that were asked for, for ${dollars}; what else there is is not known, so no wildcard is made of paths'
      : '{paths} changed paths by {items} items, of which {wildcards} wildcards, for ${dollars}; {collateral} objects that did not change are purged with them';
  return { says, ...facts };
}
