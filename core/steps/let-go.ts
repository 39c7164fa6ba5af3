import type { Observed } from '../capability.ts';
import type { Entry } from '../model/entry.ts';
import { TooBig } from '../model/errors.ts';
import { broken, type Look, type Round } from './round.ts';

/**
 * The ledger broke in the middle of a look: nobody should have to wait for the lease to run out, and the entry should not
 * stay unfinished. What is too big for the ledger is told without it; everything else is thrown on.
 */
export async function letGo<Observation extends Observed<Kept>, Desired, Kept>(
  { spine, nextTerm }: Look<Observation, Desired, Kept>,
  round: Round<Observation, Desired, Kept>,
  error: unknown,
): Promise<Entry<Observation, Desired, Kept>> {
  const over = { ...round.lease, untilMs: spine.clock.nowMs(), term: nextTerm() };
  const tooBig = error instanceof TooBig;
  const entry = { ...round.entry, outcome: round.entry.outcome ?? broken(error) };
  const told = tooBig ? { ...entry, observation: null, decision: null, outcome: broken(error) } : entry;
  try {
    await spine.ledger.renew(over, null, told);
  } catch {
    // The ledger's first error says more than its second.
    throw error;
  }
  if (tooBig) return told;
  throw error;
}
