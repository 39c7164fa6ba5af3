import type { Unit } from '../../../../readings/unit.ts';

/** What a policy takes one of its readings for. A reading whose unit nobody knows is taken at its word. */
export interface Want {
  /** The field of the policy that names the reading, e.g. `strain.utilisation`. */
  readonly field: string;
  readonly reading: string;
  readonly units: readonly Unit[];
  /** What it is to tell, in a few words. */
  readonly is: string;
  /** How to mend it where no other scale does. */
  readonly fix: string;
}

/** A count of what waits. */
export function countOf(field: string, reading: string): Want {
  return { field, reading, units: ['count'], is: 'a count of what waits', fix: 'name a reading of what waits' };
}
