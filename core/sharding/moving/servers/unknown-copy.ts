import type { CopySeen } from './seen.ts';

/** What is seen of a copy where nobody can be asked. */
export const unknownCopy: CopySeen = {
  prepared: false,
  following: false,
  copied: false,
  indexed: false,
  backPrepared: false,
  verified: false,
  mismatch: null,
  drift: null,
  lagMs: null,
  lockedBy: null,
  marked: false,
  stuck: null,
};
