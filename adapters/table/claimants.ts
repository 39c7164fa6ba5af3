import { isSameOwner, isSameStack } from './owner.ts';

/** A subject that has claimed something, and the resource that has configured it so. */
export interface Claimant {
  readonly name: string;
  readonly owner: string;
}

/**
 * Those who hold a claim once another has come, or the one that it must not be given beside. Several hold it while a deploy
 * is under way: CloudFormation makes the new before it removes the old, and the old has it still where the deploy fails.
 * `besides` names the subjects that stay in the stack of whoever comes, and that may claim the same.
 */
export function claim(
  held: readonly Claimant[],
  mine: Claimant,
  besides: readonly string[],
): readonly Claimant[] | { readonly conflict: Claimant } {
  const conflict = held.find((other) => !isLeaving(other, mine, besides));
  if (conflict !== undefined) return { conflict };
  return [...held.filter((other) => !isSame(other, mine)), mine];
}

/** Those who hold a claim once this one has given it up. */
export function unclaim(held: readonly Claimant[], mine: Claimant): readonly Claimant[] {
  return held.filter((other) => !isSame(other, mine));
}

/** Who is of the same stack, and not among those that stay, will be removed or is given something else to claim. */
function isLeaving(other: Claimant, { owner }: Claimant, besides: readonly string[]): boolean {
  return isSameStack(other.owner, owner) && !besides.includes(other.name);
}

function isSame(a: Claimant, b: Claimant): boolean {
  return a.name === b.name && isSameOwner(a.owner, b.owner);
}
