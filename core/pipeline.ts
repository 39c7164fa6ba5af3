import type { Capability, Observed } from './capability.ts';
import { Look } from './look.ts';
import type { Entry } from './model/entry.ts';
import type { Signal } from './model/signal.ts';
import type { Spine } from './ports.ts';

/**
 * One look at one subject: lease, observe, decide, intend, act, record. Whoever finds the lease taken leaves word for its
 * holder, who then looks again, so no event is lost and no two looks act at once.
 * Answers with the entry of the last round; a look that breaks is an entry too (`failed`). Rejects only where the ledger
 * does; the signal has not been served then and should be delivered again.
 */
export async function run<Observation extends Observed<Kept>, Desired, Kept>(
  capability: Capability<Observation, Desired, Kept>,
  subject: string,
  signal: Signal,
  spine: Spine,
): Promise<Entry<Observation, Desired, Kept>> {
  const key = { capability: capability.name, subject };
  const nowMs = spine.clock.nowMs();
  const lease = { ...key, owner: spine.newId(), untilMs: nowMs + spine.leaseMs };
  const look = new Look(capability, lease, signal, spine);
  if (signal.dryRun) return look.rehearse();
  if ((await spine.ledger.take(lease, nowMs)) === 'held') return look.standBack();
  return look.hold();
}
