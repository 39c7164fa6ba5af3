import type { ActionSeen, GroupSeen, Shares, Weights } from './observation.ts';

/** The weights of an action go from 0 to 999. */
const whole = 999;

/**
 * Shares as weights, by largest remainders, so that no share is off by more than one in 999. Where others' groups are in
 * the same action theirs stay as they are, and ours divide what ours had together: a share above 0 then has a weight of 1 at
 * least, which the largest gives up, or which comes on top where none has one to spare.
 * A group without a share is taken out of a sticky action: stickiness goes before weight, and its clients would stay.
 * Why: docs/decisions/0013.
 */
export function weightsOf(shares: Shares, { sticky }: ActionSeen, total = whole): Weights {
  const names = Object.keys(shares);
  const exact = names.map((name) => (shares[name] ?? 0) * total);
  const weights = exact.map(Math.floor);
  const left = total - weights.reduce((sum, weight) => sum + weight, 0);
  const byRemainder = names
    .map((_, index) => index)
    .filter((index) => (exact[index] ?? 0) > 0)
    .sort((a, b) => remainder(exact, b) - remainder(exact, a) || a - b);
  for (const index of byRemainder.slice(0, Math.max(left, 0))) weights[index] = (weights[index] ?? 0) + 1;
  for (const index of byRemainder) if (weights[index] === 0) lend(weights, index);
  return Object.fromEntries(names.map((name, index) => [name, asWeight(weights[index] ?? 0, sticky)]));
}

/** One for a group that has none, from the largest that has more than one. */
function lend(weights: number[], index: number): void {
  const largest = weights.indexOf(Math.max(...weights));
  if ((weights[largest] ?? 0) > 1) weights[largest] = (weights[largest] ?? 0) - 1;
  weights[index] = 1;
}

function remainder(exact: readonly number[], index: number): number {
  const value = exact[index] ?? 0;
  return value - Math.floor(value);
}

function asWeight(weight: number, sticky: boolean): number | null {
  return weight === 0 && sticky ? null : weight;
}

/** The shares that weights come to; null where they come to nothing. */
export function sharesOf(weights: Weights): Shares | null {
  const total = totalOf(weights);
  if (total === 0) return null;
  return Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, (weight ?? 0) / total]));
}

export function totalOf(weights: Weights): number {
  return Object.values(weights).reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
}

/** Amounts as shares of their sum; null where there is nothing to share. */
export function normalised(amounts: Readonly<Record<string, number>>): Shares | null {
  const total = Object.values(amounts).reduce((sum, amount) => sum + amount, 0);
  if (!(total > 0) || !Number.isFinite(total)) return null;
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, amount / total]));
}

/** The weights that groups were seen to have. */
export function weightsIn(groups: Readonly<Record<string, Pick<GroupSeen, 'weight'>>>): Weights {
  return Object.fromEntries(Object.entries(groups).map(([name, { weight }]) => [name, weight]));
}
