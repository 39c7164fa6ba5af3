import { becauseOf } from '../because-of.ts';
import type { Observed } from '../capability.ts';
import type { Because } from '../model/reason.ts';
import type { Ledger } from '../ports.ts';
import { type Look, promising, type Round, recommended, superseded, told } from './round.ts';

/**
 * Writes down what is about to be done, in the same breath as a new end of the lease, unless all acting is stopped. By that
 * end somebody looks at what came of it, and for those who came meanwhile, should this look die.
 * Rejects where the ledger does.
 */
export async function intend<Observation extends Observed<Kept>, Desired, Kept>(
  { spine, nextTerm }: Look<Observation, Desired, Kept>,
  round: Round<Observation, Desired, Kept>,
): Promise<Round<Observation, Desired, Kept>> {
  const { entry, was, memory } = round;
  const { decision, outcome } = entry;
  if (outcome !== null || decision === null || decision.change === null || memory === null) return round;
  const stop = await stopReason(spine.ledger, decision.lowers);
  if (stop !== null) return told(round, recommended(stop));
  const intention = { desired: decision.change, askedAtMs: entry.atMs, reference: entry.id, completed: false };
  const lease = { ...round.lease, untilMs: spine.clock.nowMs() + spine.leaseMs, term: nextTerm() };
  const intending = promising({ ...memory, intention }, lease.untilMs);
  if (!(await spine.ledger.intend(lease, { was, memory: intending }, entry))) return overtaken(round);
  return { ...round, lease, was: intending, memory: { ...memory, intention } };
}

/** The lease ran out and another look took it: what was not done is said to be so. */
export function overtaken<O, D, K>(round: Round<O, D, K>): Round<O, D, K> {
  const done = round.entry.outcome?.is ?? 'unchanged';
  const lost = { ...round, overtaken: true };
  if (done !== 'unchanged' && done !== 'recommended') return lost;
  return told(lost, superseded({ says: 'the lease ran out before this look ended; another look has taken over' }));
}

/** Why acting is not allowed now, read inside the lease; null where it is. What cannot be read never shrinks. */
async function stopReason(ledger: Ledger, lowers: boolean): Promise<Because | null> {
  try {
    return (await ledger.stopped()) ? { says: 'acting is stopped for the whole deployment' } : null;
  } catch (error) {
    if (!lowers) return null;
    const says = 'the stop switch cannot be read, so nothing is taken away: {error}';
    return { says, error: becauseOf(error).error };
  }
}
