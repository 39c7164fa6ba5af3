import type { Observed } from '../capability.ts';
import type { Entry } from '../model/entry.ts';
import { decide } from './decide.ts';
import { observe } from './observe.ts';
import { type Look, type Round, recommended, superseded, told } from './round.ts';
import { withTroubles } from './trouble.ts';

/** What would be done, with nothing taken, changed or written. */
export async function rehearse<Observation extends Observed<Kept>, Desired, Kept>(
  look: Look<Observation, Desired, Kept>,
  round: Round<Observation, Desired, Kept>,
): Promise<Entry<Observation, Desired, Kept>> {
  const decided = decide(look, await observe(look, round));
  const because = { says: 'a dry run changes nothing' };
  const ended = decided.entry.outcome === null ? told(decided, recommended(because)) : decided;
  return withTroubles(look, ended).entry;
}

/** Another look has the subject and now knows that it must look again. */
export async function standBack<Observation extends Observed<Kept>, Desired, Kept>(
  { spine }: Look<Observation, Desired, Kept>,
  round: Round<Observation, Desired, Kept>,
): Promise<Entry<Observation, Desired, Kept>> {
  const because = { says: 'another look holds the lease and will look again' };
  const { entry } = told(round, superseded(because));
  await spine.ledger.append(entry);
  return entry;
}
