import type { Because } from './reason.ts';
import type { TroubleKind } from './trouble-kinds.ts';

/** What a look has found that a person may have to mend. */
export interface FoundTrouble {
  readonly because: Because;
  /** Since when, milliseconds since 1970; null for since this look, or the one that first found it. */
  readonly sinceMs: number | null;
}

/** A trouble of a subject, as an entry tells it. */
export interface Trouble {
  readonly kind: TroubleKind;
  readonly because: Because;
  readonly sinceMs: number;
  /** When it had lasted for long enough to be told to a person; null where it has not yet. */
  readonly toldAtMs: number | null;
}

/** What is remembered of a trouble between looks. */
export interface Troubled {
  readonly sinceMs: number;
  /** When a look last found it. */
  readonly foundAtMs: number;
  readonly toldAtMs: number | null;
}
