import type { Allocation, Observation, Weights } from './observation.ts';

/** What the weights are held against, and whether somebody else has changed them. */
interface Drift {
  readonly drifted: boolean;
  /** The weights to remember as right. */
  readonly asserted: Weights;
}

/** Weights are right as Headroom last saw them, or as it has asked for since; a person may adopt others. */
export function driftOf({ memory, overrides, atMs }: Observation, weights: Weights): Drift {
  const asserted = memory.kept?.asserted ?? null;
  const asked = (memory.intention?.desired as Allocation | undefined)?.weights ?? null;
  const isAdopted = overrides.some((one) => one.kind === 'adopt' && one.untilMs > atMs);
  const isOurs = asserted === null || isAdopted || same(weights, asserted) || (asked !== null && same(weights, asked));
  return isOurs ? { drifted: false, asserted: weights } : { drifted: true, asserted };
}

/** Whether two sets of weights share alike; a group that is not in the action has no share. */
export function same(a: Weights, b: Weights): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => (a[name] ?? null) === (b[name] ?? null));
}
