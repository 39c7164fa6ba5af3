import { kindOf, waysOf } from '../../config/policies/any-kind/ways.ts';
import { wholeUnits } from '../../whole-units.ts';
import type { Sized } from './units-for.ts';

/** A provisioner of one way, which is one of several. */
export interface Part {
  readonly kind: string;
  readonly policy: Sized;
  /** How much it counts in the mean. */
  readonly weight: number;
}

const parted = new WeakMap<Sized, readonly Part[]>();

/** The parts of a provisioner, the first of its ways before the others. */
export function partsOf(policy: Sized): readonly Part[] {
  const found = parted.get(policy);
  if (found !== undefined) return found;
  const made = waysOf(policy).map((way) => ({ kind: kindOf(way), policy: partOf(policy, way), weight: way.weight }));
  parted.set(policy, made);
  return made;
}

function partOf(policy: Sized, { asking, holdSeconds }: Pick<Sized, 'asking' | 'holdSeconds'>): Sized {
  if (policy.others === undefined) return policy;
  const { others: _, ...all } = policy;
  return { ...all, asking, holdSeconds };
}

/** Whether a way has a reserve on top. A plain rate has none: its target is its reserve. */
export function keepsReserve({ asking }: Pick<Sized, 'asking'>): boolean {
  return asking.by !== 'rate';
}

/** What parts come to together, in whole units: rounded up, since half a unit serves nobody. */
export function meanUnits(all: readonly { readonly kept: number; readonly weight: number }[]): number {
  return wholeUnits(weighedMean(all, ({ kept }) => kept));
}

/** How far apart they are: their standard deviation by weight, in units; 0 of one. */
export function apartUnits(all: readonly { readonly kept: number; readonly weight: number }[]): number {
  if (all.length < 2) return 0;
  const mean = weighedMean(all, ({ kept }) => kept);
  return Math.sqrt(weighedMean(all, ({ kept }) => (kept - mean) ** 2));
}

/** The mean of what each tells, by their weights. */
export function weighedMean<One extends { readonly weight: number }>(
  all: readonly One[],
  tell: (one: One) => number,
): number {
  let sum = 0;
  let weights = 0;
  for (const one of all) {
    sum += tell(one) * one.weight;
    weights += one.weight;
  }
  return sum / weights;
}
