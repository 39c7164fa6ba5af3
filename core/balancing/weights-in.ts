import type { GroupSeen, Weights } from './observation.ts';

/** The weights that groups were seen to have. */
export function weightsIn(groups: Readonly<Record<string, Pick<GroupSeen, 'weight'>>>): Weights {
  return Object.fromEntries(Object.entries(groups).map(([name, { weight }]) => [name, weight]));
}
