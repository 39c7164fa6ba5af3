import { both, type Choice, noChoice } from './choice.ts';
import type { Prices } from './prices.ts';

/** Choices of which none is worse than another in wildcards, savings and collateral at once. */
export type Frontier = readonly Choice[];

/** What bounds the choices that are worth keeping. */
export type Limits = Pick<Prices, 'mostCollateral' | 'mostWildcards'> & {
  /** Most choices that are kept. Up to so many nothing is lost; beyond, those that are much like others go. */
  readonly mostChoices: number;
};

export const nothingChosen: Frontier = [noChoice];

/** Every choice of one frontier with every one of another. */
export function combine(a: Frontier, b: Frontier, limits: Limits): Frontier {
  if (a === nothingChosen) return b;
  if (b === nothingChosen) return a;
  return best(
    a.flatMap((one) => b.map((other) => both(one, other))),
    limits,
  );
}

/** A frontier with one more choice. */
export function withChoice(frontier: Frontier, choice: Choice, limits: Limits): Frontier {
  return best([...frontier, choice], limits);
}

function best(choices: readonly Choice[], limits: Limits): Frontier {
  const allowed = choices.filter(
    ({ wildcards, collateral }) => wildcards <= limits.mostWildcards && collateral <= limits.mostCollateral,
  );
  const kept = undominated(allowed);
  return kept.length > limits.mostChoices ? spread(kept, limits.mostChoices) : kept;
}

/**
 * In the order of savings, most first, a choice is worth keeping where for its number of wildcards, or fewer, none before
 * it has as little collateral.
 */
function undominated(choices: Choice[]): Choice[] {
  choices.sort((a, b) => b.saved - a.saved || a.collateral - b.collateral || a.wildcards - b.wildcards);
  /** The least collateral so far of any choice with at most so many wildcards. */
  const least: number[] = [];
  return choices.filter(({ wildcards, collateral }) => {
    if (collateral >= (least[Math.min(wildcards, least.length - 1)] ?? Number.POSITIVE_INFINITY)) return false;
    while (least.length <= wildcards) least.push(least.at(-1) ?? Number.POSITIVE_INFINITY);
    for (let more = wildcards; more < least.length; more++) {
      least[more] = Math.min(least[more] ?? Number.POSITIVE_INFINITY, collateral);
    }
    return true;
  });
}

/** The first, the last, and as many evenly between them as there is room for. */
function spread(sorted: readonly Choice[], most: number): Choice[] {
  const step = (sorted.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => sorted[Math.round(index * step)] ?? noChoice);
}
