import type { Decision } from './decision.ts';
import type { Outcome } from './outcome.ts';
import type { Signal } from './signal.ts';
import type { Trouble } from './trouble.ts';

/**
 * One look, whole: enough to explain it and to decide it again. Entries hold null, never undefined.
 * It carries no account id, no credential and no environment value.
 *
 * The schema is that of the whole entry, and one for all capabilities: it counts up when any of them changes what it
 * records, since whoever writes and reads entries knows no capability. `core/upgrade.ts` reads the one before.
 */
export interface Entry<Observation = unknown, Desired = unknown, Kept = unknown> {
  readonly schema: 2;
  /** Sorts by time: milliseconds since 1970 in 15 digits, then a random part. */
  readonly id: string;
  readonly capability: string;
  readonly subject: string;
  readonly atMs: number;
  readonly signal: Signal;
  /** Null where the look ended before there was one (lease taken, target gone, source down). */
  readonly observation: Observation | null;
  readonly decision: Decision<Desired, Kept> | null;
  /** Null while the change is intended and its outcome not yet recorded. */
  readonly outcome: Outcome | null;
  /** What a person may have to mend; left out where there is nothing. */
  readonly troubles?: readonly Trouble[];
}
