import { isSameOwner, isSameStack } from './owner.ts';

/** What one resource of a stack has configured. */
export interface Placed {
  /** Null where nobody claims it. */
  readonly owner: string | null;
  /** JSON text. */
  readonly config: string;
  /** The id of what it claims; null where it claims nothing. */
  readonly claim: string | null;
}

/** What is stored of a subject: what holds, and what held before that and may hold again. */
export interface Stored extends Placed {
  /**
   * Of resources of the same stack, oldest first. CloudFormation makes what takes a place before it removes what had it,
   * and where a deploy fails it removes the new one again, without a word to the old.
   */
  readonly before: readonly Placed[];
}

/** What is stored once a resource has configured a subject; null where it is another stack's. */
export function takePlace(stored: Stored | null, mine: Placed & { readonly owner: string }): Stored | null {
  if (stored === null || stored.owner === null) return { ...mine, before: [] };
  const { before, ...current } = stored;
  if (isSameOwner(stored.owner, mine.owner)) return { ...mine, before };
  if (!isSameStack(stored.owner, mine.owner)) return null;
  return { ...mine, before: [...before.filter((one) => !isOf(one, mine.owner)), current] };
}

/**
 * What is stored once a resource has given up what it configured with this claim; null where nothing is left. The same
 * where there is nothing to give up: another resource's, or what the resource has configured otherwise since.
 */
export function leavePlace(stored: Stored, owner: string, claim: string | null): Stored | null {
  const { before, ...current } = stored;
  if (!isOf(current, owner)) return { ...current, before: before.filter((one) => !isOf(one, owner)) };
  if (current.claim !== claim) return stored;
  const last = before.at(-1);
  return last === undefined ? null : { ...last, before: before.slice(0, -1) };
}

/** An entry that does not say who has written it may be removed by anybody. */
function isOf({ owner: by }: Placed, owner: string): boolean {
  return by === null || isSameOwner(by, owner);
}
