import type { Entry } from '../model/entry.ts';
import type { PlannedLook } from './plan.ts';

/** What became of one planned look. */
export type Looked<E extends Entry = Entry> =
  | { readonly planned: PlannedLook; readonly entry: E; readonly milliseconds: number }
  /** The look could not be recorded, or was not made. */
  | { readonly planned: PlannedLook; readonly entry: null; readonly fault: unknown; readonly milliseconds: number };

/** The invocation is nearly out of time, so the look was not begun. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';

  constructor() {
    super('the invocation had too little time left to begin this look; it comes back with its message');
  }
}
