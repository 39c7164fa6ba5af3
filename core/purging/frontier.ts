import { both, type FolderSet, noFolders } from './folder-set.ts';
import type { Prices } from './prices.ts';

/** Sets of which none is worse than another in wildcards, savings and collateral at once. */
export type Frontier = readonly FolderSet[];

/** What bounds the sets that are worth keeping. */
export type Limits = Pick<Prices, 'mostCollateral' | 'mostWildcards'> & {
  /** Most sets that are kept. Up to so many nothing is lost; beyond, those that are much like others go. */
  readonly mostSets: number;
};

export const onlyPaths: Frontier = [noFolders];

/** Every set of one frontier with every one of another. */
export function combine(a: Frontier, b: Frontier, limits: Limits): Frontier {
  if (a === onlyPaths) return b;
  if (b === onlyPaths) return a;
  return best(
    a.flatMap((one) => b.map((other) => both(one, other))),
    limits,
  );
}

/** A frontier with one more set. */
export function withSet(frontier: Frontier, set: FolderSet, limits: Limits): Frontier {
  return best([...frontier, set], limits);
}

function best(sets: readonly FolderSet[], limits: Limits): Frontier {
  const allowed = sets.filter(
    ({ wildcards, collateral }) => wildcards <= limits.mostWildcards && collateral <= limits.mostCollateral,
  );
  const kept = undominated(allowed);
  return kept.length > limits.mostSets ? spread(kept, limits.mostSets) : kept;
}

/**
 * In the order of savings, most first, a set is worth keeping where for its number of wildcards, or fewer, none before
 * it has as little collateral.
 */
function undominated(sets: FolderSet[]): FolderSet[] {
  sets.sort((a, b) => b.saved - a.saved || a.collateral - b.collateral || a.wildcards - b.wildcards);
  /** The least collateral so far of any set with at most so many wildcards. */
  const least: number[] = [];
  return sets.filter(({ wildcards, collateral }) => {
    if (collateral >= (least[Math.min(wildcards, least.length - 1)] ?? Number.POSITIVE_INFINITY)) return false;
    while (least.length <= wildcards) least.push(least.at(-1) ?? Number.POSITIVE_INFINITY);
    for (let more = wildcards; more < least.length; more++) {
      least[more] = Math.min(least[more] ?? Number.POSITIVE_INFINITY, collateral);
    }
    return true;
  });
}

/** The first, the last, and as many evenly between them as there is room for. */
function spread(sorted: readonly FolderSet[], most: number): FolderSet[] {
  const step = (sorted.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => sorted[Math.round(index * step)] ?? noFolders);
}
