import type { Observed } from '../capability.ts';
import type { Memory } from '../model/memory.ts';
import { clockDifferenceMs, type Term } from '../ports.ts';
import { broken, type Look, type Round, soonMs, told } from './round.ts';

/** Does what was intended, inside the term of the lease. What breaks is an outcome; a later look sees what came of it. */
export async function act<Observation extends Observed<Kept>, Desired, Kept>(
  { capability, spine }: Look<Observation, Desired, Kept>,
  round: Round<Observation, Desired, Kept>,
): Promise<Round<Observation, Desired, Kept>> {
  const { entry, lease, memory } = round;
  const { observation, decision, outcome } = entry;
  const change = decision?.change ?? null;
  if (outcome !== null || observation === null || change === null || memory === null) return round;
  const term: Term = { leftMs: () => lease.untilMs - clockDifferenceMs - spine.clock.nowMs() };
  const acted = await capability.act(observation, change, term).catch(broken);
  const lookAgainAtMs = acted.is === 'failed' ? soon(memory, entry.atMs) : memory.lookAgainAtMs;
  const intention =
    memory.intention === null ? null : { ...memory.intention, completed: true, applied: acted.is === 'applied' };
  return { ...told(round, acted), memory: { ...memory, lookAgainAtMs, intention } };
}

/** As soon as is remembered, but no later than what failed should be tried again. */
function soon({ lookAgainAtMs }: Memory<unknown>, atMs: number): number {
  return Math.min(lookAgainAtMs ?? Number.POSITIVE_INFINITY, atMs + soonMs);
}
