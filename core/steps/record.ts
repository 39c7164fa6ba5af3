import type { Observed } from '../capability.ts';
import { blankMemory } from '../model/memory.ts';
import { overtaken } from './intend.ts';
import { type Look, promising, type Round, remembering } from './round.ts';
import { untold } from './trouble.ts';

/**
 * Writes memory and entry and ends the lease in one transaction; keeps it for another round where somebody came meanwhile,
 * and after the `last` round leaves that to the next tick. Where another look has taken the lease, only what was done is
 * told. Rejects where the ledger does.
 */
export async function record<Observation extends Observed<Kept>, Desired, Kept>(
  look: Look<Observation, Desired, Kept>,
  round: Round<Observation, Desired, Kept>,
  last: boolean,
): Promise<Round<Observation, Desired, Kept>> {
  const { ledger } = look.spine;
  if (round.overtaken) return tellOnly(look, round);
  const ending = { ...round.lease, term: look.nextTerm() };
  const released = await ledger.release(ending, remembering(round.was, round.memory), round.entry);
  if (released === 'released') return { ...round, ended: true };
  return released === 'lost' ? tellOnly(look, overtaken(round)) : keepLease(look, round, last);
}

/**
 * Somebody has come while this look was under way: the lease stands for another round, or ends now. Either way a look is
 * promised by its end, so that what they came for is not lost with a holder that dies.
 */
async function keepLease<Observation extends Observed<Kept>, Desired, Kept>(
  look: Look<Observation, Desired, Kept>,
  round: Round<Observation, Desired, Kept>,
  last: boolean,
): Promise<Round<Observation, Desired, Kept>> {
  const { ledger, clock, leaseMs } = look.spine;
  const nowMs = clock.nowMs();
  const untilMs = last ? nowMs : nowMs + leaseMs;
  const lease = { ...round.lease, untilMs, term: look.nextTerm(), promised: true };
  const found = round.memory ?? round.was ?? blankMemory;
  const memory = promising(last ? found : untold(found, round.entry.atMs), untilMs);
  const kept = await ledger.renew(lease, remembering(round.was, memory), round.entry);
  return kept ? { ...round, lease, ended: last } : tellOnly(look, overtaken({ ...round, lease }));
}

async function tellOnly<Observation extends Observed<Kept>, Desired, Kept>(
  { spine }: Look<Observation, Desired, Kept>,
  round: Round<Observation, Desired, Kept>,
): Promise<Round<Observation, Desired, Kept>> {
  await spine.ledger.append(round.entry);
  return { ...round, ended: true };
}
