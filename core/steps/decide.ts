import type { Capability, Observed } from '../capability.ts';
import type { Decision } from '../model/decision.ts';
import { Refusal, type UnusableMemory } from '../model/errors.ts';
import type { Memory } from '../model/memory.ts';
import { brokenOff } from './observe.ts';
import { type Look, type Round, recommended, told } from './round.ts';
import { unusableMemory } from './unusable-memory.ts';

/** Decides, purely, on what was observed. Where nothing is to be changed, or the mode withholds it, that is the outcome. */
export function decide<Observation extends Observed<Kept>, Desired, Kept>(
  { capability }: Look<Observation, Desired, Kept>,
  round: Round<Observation, Desired, Kept>,
): Round<Observation, Desired, Kept> {
  const { observation, outcome } = round.entry;
  if (observation === null || outcome !== null) return round;
  try {
    const decision = capability.decide(observation);
    const decided = { ...round, memory: toRemember(observation, decision), entry: { ...round.entry, decision } };
    if (decision.change !== null) return decided;
    const { withheld, refused } = decision;
    if (refused !== undefined) return told(decided, { is: 'refused', because: refused });
    return told(decided, withheld === null ? { is: 'unchanged', because: null } : recommended(withheld));
  } catch (error) {
    return brokenOff(round, ofMemory(capability, observation, error) ?? error);
  }
}

/** What is wrong with a memory on which deciding breaks and without which it does not; null where it is not the memory. */
function ofMemory<Observation extends Observed<Kept>, Desired, Kept>(
  capability: Capability<Observation, Desired, Kept>,
  observation: Observation,
  error: unknown,
): UnusableMemory | null {
  const { memory, subject } = observation;
  if (memory.kept === null || error instanceof Refusal) return null;
  try {
    capability.decide({ ...observation, memory: { ...memory, kept: null } });
  } catch {
    return null;
  }
  return unusableMemory({ capability: capability.name, subject, error });
}

function toRemember<Desired, Kept>(observed: Observed<Kept>, decision: Decision<Desired, Kept>): Memory<Kept> {
  return {
    schema: 2,
    kept: decision.keep,
    intention: observed.memory.intention,
    lookedAtMs: observed.atMs,
    lookAgainAtMs: decision.lookAgainAtMs,
    ...(decision.passes !== undefined && { passes: decision.passes }),
    ...(observed.memory.troubles && { troubles: observed.memory.troubles }),
  };
}
