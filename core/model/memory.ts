import type { Troubled } from './trouble.ts';

/** What was asked for last, written down before it was asked. */
export interface Intention {
  readonly desired: unknown;
  readonly askedAtMs: number;
  /** The id of the entry that tells why. */
  readonly reference: string;
  /** False until the look that asked has recorded its outcome; a crash in between leaves it false. */
  readonly completed: boolean;
  /** Whether it was accepted; left out until that is known. */
  readonly applied?: boolean;
}

/**
 * What is remembered of one subject between looks. `Kept` is what its capability wants to remember. The schema is one for
 * all capabilities, as that of entries.
 */
export interface Memory<Kept> {
  readonly schema: 2;
  readonly kept: Kept | null;
  readonly intention: Intention | null;
  readonly lookedAtMs: number | null;
  /** When to look again without being woken; null where only events and the full look need come. */
  readonly lookAgainAtMs: number | null;
  /** What its last decision passes on to others (`LastDecisions`); left out where it passes nothing on. */
  readonly passes?: unknown;
  /** The troubles of late, by their kinds; left out where there are none. */
  readonly troubles?: Readonly<Record<string, Troubled>>;
}

/** The memory of a subject that nobody has looked at yet. */
export const blankMemory: Memory<never> = {
  schema: 2,
  kept: null,
  intention: null,
  lookedAtMs: null,
  lookAgainAtMs: null,
};
