import type { Because } from '../../model/reason.ts';

/** A change of size that is to begin, or is under way. */
export interface SizeStep {
  readonly from: string;
  readonly to: string;
  readonly sinceMs: number;
  /** As many units at least are asked for until it has ended: they serve as much of the smaller size as was asked for before. */
  readonly leastUnits: number;
  /** Since when a first share is watched; left out where none is, or its provider watches it. */
  readonly watchedSinceMs?: number;
  /** Why it goes back to the size of before; left out while it does not, or its provider rolls back by itself. */
  readonly back?: Because;
}

/** A change that came to nothing. */
export interface SizeFailed {
  readonly to: string;
  readonly atMs: number;
  /** Whether units were replaced and put back; else it never began. */
  readonly hasBegun: boolean;
  /** In the words of the provider; null where it has none. */
  readonly ended: string | null;
}

/** What scaling remembers of how big units are. */
export interface KeptSize {
  /** Of which target all this is. */
  readonly of: string;
  /** The size that was last told; null before. */
  readonly now: string | null;
  /** What is prepared for: a smaller size needs more units first. Null where nothing is. */
  readonly preparing: SizeStep | null;
  /** What was asked for and has not ended; null where nothing is. */
  readonly changing: SizeStep | null;
  /** When the last change ended that had begun; null where none has. */
  readonly endedAtMs: number | null;
  /** The last change, where it came to nothing; null where it did not. */
  readonly failed: SizeFailed | null;
  /** Since when every look has found the most units too few; null where the last did not. */
  readonly fullSinceMs: number | null;
}

export function nothingKept(of: string): KeptSize {
  return { of, now: null, preparing: null, changing: null, endedAtMs: null, failed: null, fullSinceMs: null };
}
