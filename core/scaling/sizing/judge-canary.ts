import type { Because } from '../../model/reason.ts';
import type { Canary } from './size-told.ts';

/** What a share of the new size has shown; undecided where it has not been asked enough. */
export interface CanaryVerdict {
  /** Why it is to go back; null where nothing speaks against it. */
  readonly sickBecause: Because | null;
  /** Whether enough is known to go on. */
  readonly isProven: boolean;
}

/** Fewer calls tell nothing of what one in twenty does. */
const enoughCalls = 20;
/** Of what fails anyhow so many times as much, and this share more, may be chance. */
const times = 2;
const more = 0.01;
/** As many failures at least, beyond what is expected by three deviations of a Poisson count. */
const leastFailed = 3;
const deviations = 3;

/** Judges a share of the new size by what fails of it beside the old one. Where nobody counts calls, that it serves has to be enough. */
export function judgeCanary({ calls }: Canary): CanaryVerdict {
  if (calls === null) return { sickBecause: null, isProven: true };
  const { young, old } = calls;
  const usual = old.all === 0 ? 0 : old.failed / old.all;
  const expected = young.all * (times * usual + more);
  const isSick = young.failed >= leastFailed && young.failed > expected + deviations * Math.sqrt(expected);
  const says = '{failed} of {all} calls of the new size have failed, and {usual} % of the old one';
  const because = { says, failed: young.failed, all: young.all, usual: Math.round(1000 * usual) / 10 };
  return { sickBecause: isSick ? because : null, isProven: young.all >= enoughCalls };
}
