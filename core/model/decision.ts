import type { Because, Reason } from './reason.ts';

/** What is right, what to change for it, and why. A decision is made from an observation alone. */
export interface Decision<Desired, Kept> {
  /** What is right, absolute, whatever the mode allows. */
  readonly desired: Desired;
  /** What to ask for now; null where nothing is to be done or the mode withholds it. */
  readonly change: Desired | null;
  /** Why a needed change is withheld (mode); null where none is. */
  readonly withheld: Because | null;
  /** Why nothing may be asked for until somebody mends it, whatever is right; left out where something may. */
  readonly refused?: Because;
  /** Whether the change takes something away. Such a change needs more certainty than one that adds. */
  readonly lowers: boolean;
  /** Every judgement in the order it was made. */
  readonly reasons: readonly Reason<Desired>[];
  /** Which of the reasons settled `desired`. */
  readonly binding: number;
  /** What to remember. */
  readonly keep: Kept;
  /** What others may have to know of it, whose own decision hangs on this one; left out where nobody's does. */
  readonly passes?: unknown;
  /** When to look again unasked, milliseconds since 1970; null where no need is seen. */
  readonly lookAgainAtMs: number | null;
}
