/**
 * What a move asks of shards. Every action can be done twice, and again after it was done by half; it is done under the
 * move's own names, so that what a crash leaves is known for its own. None trusts that its caller is the only one: `cut`,
 * `open`, `discard` and `reopen` each rest on one rename, which succeeds once.
 */
export type ActionKind =
  /** Makes an empty, closed copy at the target, and what publishes the source's rows. */
  | 'prepare'
  /** Begins to copy the rows and to follow what changes. */
  | 'copy'
  /** Connects the stream anew, where its other end has gone or does not let it in any more. */
  | 'connect'
  /** Makes at the target what is quicker made after the copy: indexes, foreign keys, statistics. */
  | 'index'
  /** Makes at the target what the way back needs from the first write on. */
  | 'prepare-back'
  /** Compares the rows of both sides, as many as there is time for. */
  | 'verify'
  /** Writes a mark at the source and times it until it has come to the target. */
  | 'measure'
  /**
   * In one transaction at the source: waits for writers to end, for a moment only, writes the mark of the cut, and renames
   * `live` to `cut`. Leaves everything as it was where the tables stay locked.
   */
  | 'cut'
  /** In one transaction at the target, if the mark of the cut is there: renames `live` to `opened`, lets applications in. */
  | 'open'
  /** At the target: renames `live` to `dead`. */
  | 'discard'
  /** At the source: renames `live` or `cut` to `reopened`, lets applications in. */
  | 'reopen'
  /** At the source of a pin, once the target is open: takes the key's rows out and opens the rest, `cut` to `rest`. */
  | 'release'
  /** Turns the stream round: the old source follows the new owner, closed, under the new owner's name. */
  | 'reverse'
  /** Removes all that was made for the move, and every copy but the owner's. */
  | 'clean';

/** One action, and between which shards. */
export interface Action {
  readonly kind: ActionKind;
  readonly move: string;
  readonly source: string;
  readonly target: string;
}
