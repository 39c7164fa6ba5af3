import type { Because } from '../model/reason.ts';

/** How a target was set before Headroom set it, as its kind tells it. JSON, so that it can be remembered. */
export type FoundState = Readonly<Record<string, boolean | number | string | null>>;

/** How a target is set, of which Headroom changes more than a count that runs: bounds of what scales itself. */
export interface FoundTold {
  readonly state: FoundState;
  /** Why it cannot be put back just now, though that goes on; null where it can. */
  readonly restlessBecause: Because | null;
}

/** The same, and of which target it is (`targetMark`). */
export interface Found extends FoundTold {
  readonly of: string;
}

/** What is remembered of it from the look that first set the target. */
export type KeptFound = Pick<Found, 'of' | 'state'>;

/** Whether two are alike, in whatever order their fields come out of a store. */
export function isSameState(one: FoundState, other: FoundState): boolean {
  const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return fields.every((field) => one[field] === other[field]);
}
