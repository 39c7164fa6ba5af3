import type { Observed } from '../capability.ts';
import type { UnusableMemory } from '../model/errors.ts';
import { blankMemory, type Memory } from '../model/memory.ts';
import { broken, type Look, type Round, soonMs, told } from './round.ts';
import { unusableMemory } from './unusable-memory.ts';

/** Reads the memory, and with it everything that deciding may know. Rejects where the ledger does. */
export async function observe<Observation extends Observed<Kept>, Desired, Kept>(
  look: Look<Observation, Desired, Kept>,
  round: Round<Observation, Desired, Kept>,
): Promise<Round<Observation, Desired, Kept>> {
  const { capability, spine } = look;
  const { lease, entry } = round;
  // A subject's memory is what its own capability has written there.
  const was = (await spine.ledger.memory(lease)) as Memory<Kept> | null;
  try {
    const observation = await capability.observe(lease.subject, was ?? blankMemory, entry.atMs);
    return { ...round, was, entry: { ...entry, observation } };
  } catch (error) {
    return brokenOff({ ...round, was }, (await ofMemory(look, { ...round, was }, error)) ?? error);
  }
}

/**
 * What is wrong with a memory on which observing breaks, and breaks again after it has gone well without; null where it is not
 * the memory. Only a `TypeError` is tried again: what an API refuses, or does not answer, no memory has caused.
 */
async function ofMemory<Observation extends Observed<Kept>, Desired, Kept>(
  { capability }: Look<Observation, Desired, Kept>,
  { was, lease: { subject }, entry: { atMs } }: Round<Observation, Desired, Kept>,
  error: unknown,
): Promise<UnusableMemory | null> {
  if (was === null || was.kept === null || !(error instanceof TypeError)) return null;
  const goesWellWith = (memory: Memory<Kept>) =>
    capability.observe(subject, memory, atMs).then(
      () => true,
      () => false,
    );
  const isOfMemory = (await goesWellWith({ ...was, kept: null })) && !(await goesWellWith(was));
  return isOfMemory ? unusableMemory({ capability: capability.name, subject, error }) : null;
}

/**
 * A round that broke before it decided. Where something failed the next tick tries again, since the signal that asked for
 * this look is gone with it. Where somebody has to mend something first, the full look is soon enough.
 */
export function brokenOff<O, D, K>(round: Round<O, D, K>, error: unknown): Round<O, D, K> {
  const { was, entry } = round;
  const outcome = broken(error);
  const lookAgainAtMs = outcome.is === 'refused' ? null : entry.atMs + soonMs;
  const memory = was === null && lookAgainAtMs === null ? null : { ...(was ?? blankMemory), lookAgainAtMs };
  return { ...told(round, outcome), memory };
}
