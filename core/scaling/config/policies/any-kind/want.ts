import type { Unit } from '../../../../readings/unit.ts';

/** What a policy takes one of its readings for. A reading whose unit nobody knows is taken at its word. */
export interface Want {
  /** The field of the policy that names the reading. */
  readonly field: string;
  readonly reading: string;
  readonly units: readonly Unit[];
  /** What it is to tell, in a few words. */
  readonly is: string;
  /** How to mend it where no other scale does. */
  readonly fix: string;
  /** A number of the policy that the reading is compared with, and so is of its unit; null where there is none. */
  readonly compared: { readonly field: string; readonly value: number } | null;
}

/** A reading of what waits to be served. */
export function countOfWaiting(field: string, reading: string): Want {
  const [is, fix] = ['a count of what waits', 'name a reading of what waits'];
  return { field, reading, units: ['count'], is, fix, compared: null };
}
