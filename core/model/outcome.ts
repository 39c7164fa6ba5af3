import type { Because } from './reason.ts';

/**
 * What became of a decision.
 * - `unchanged`: nothing had to change
 * - `applied`: the change was asked for and accepted
 * - `refused`: asking would be void or invalid, and was not done or not accepted; the reason says what to mend
 * - `superseded`: another look held the lease, or took it over, or somebody else has changed in the meantime what was to be
 *   changed; the next look sees what this one saw
 * - `recommended`: a change is right, but the mode, a dry run or the stop switch withholds it
 * - `failed`: something broke; the next look tries again
 */
export interface Outcome {
  readonly is: 'unchanged' | 'applied' | 'refused' | 'superseded' | 'recommended' | 'failed';
  readonly because: Because | null;
}
