import type { Capability, Observed } from './capability.ts';
import type { Entry } from './model/entry.ts';
import type { Signal } from './model/signal.ts';
import type { Spine } from './ports.ts';
import { act } from './steps/act.ts';
import { decide } from './steps/decide.ts';
import { intend } from './steps/intend.ts';
import { letGo } from './steps/let-go.ts';
import { observe } from './steps/observe.ts';
import { record } from './steps/record.ts';
import { begin, counter, type Look, leaseOf } from './steps/round.ts';
import { withTroubles } from './steps/trouble.ts';
import { rehearse, standBack } from './steps/without-lease.ts';

/** How often one look starts over because others came while it looked; after that the next tick does. */
const mostRounds = 4;

/**
 * One look at one subject: under a lease it observes, decides, intends, acts and records. Whoever finds the lease taken
 * leaves word for its holder, who then looks again, so no event is lost and no two looks act at once.
 * Answers with the entry of the last round; a look that breaks is an entry too (`failed`). Rejects only where the ledger
 * does; the signal has not been served then and should be delivered again.
 */
export async function run<Observation extends Observed<Kept>, Desired, Kept>(
  capability: Capability<Observation, Desired, Kept>,
  subject: string,
  signal: Signal,
  spine: Spine,
): Promise<Entry<Observation, Desired, Kept>> {
  const look: Look<Observation, Desired, Kept> = { capability, signal, spine, nextTerm: counter() };
  let round = begin(look, leaseOf(look, subject));
  if (signal.dryRun) return rehearse(look, round);
  const taking = await spine.ledger.take(round.lease, round.entry.atMs);
  if (taking === 'held') return standBack(look, round);
  round = { ...round, lease: { ...round.lease, promised: taking === 'takenOver' } };
  try {
    for (let rounds = 1; ; rounds++) {
      // A step that tells an outcome ends the round: the steps after it pass the round on, and it is recorded.
      round = await observe(look, round);
      round = decide(look, round);
      round = await intend(look, round);
      round = await act(look, round);
      round = withTroubles(look, round);
      round = await record(look, round, rounds === mostRounds);
      if (round.ended) return round.entry;
      round = begin(look, round.lease);
    }
  } catch (error) {
    return letGo(look, round, error);
  }
}
