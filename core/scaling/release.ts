import type { Decision } from '../model/decision.ts';
import type { Desired } from './desired.ts';
import { isSameState, type KeptFound } from './found.ts';
import type { Kept, Observation } from './observation.ts';

type Decided = Decision<Desired, Kept>;

/** How soon it is looked again at what is put back in more than one step. */
const soonMs = 60_000;

/**
 * Remembers how a target was found at the look that is the first to change it. Where Headroom scales it no more (the mode
 * `off`), it is put back so, and what was found is forgotten once it is.
 */
export function withRelease(observation: Observation, decided: Decided): Decided {
  const kept = observation.memory.kept?.found;
  if (observation.config.mode === 'off') return kept === undefined ? decided : released(observation, decided, kept);
  const found = firstFound(observation, decided, kept);
  return found === undefined ? decided : { ...decided, keep: { ...decided.keep, found } };
}

/** What was found of another target is none of this one's. */
function firstFound({ found }: Observation, { change }: Decided, kept: KeptFound | undefined): KeptFound | undefined {
  if (kept !== undefined && (found === undefined || found.of === kept.of)) return kept;
  return found === undefined || change === null ? undefined : { of: found.of, state: found.state };
}

function released(observation: Observation, decided: Decided, kept: KeptFound): Decided {
  const { found, capacity, atMs } = observation;
  if (found === undefined || found.of !== kept.of || isSameState(found.state, kept.state)) return decided;
  const desired = { ...decided.desired, release: kept.state };
  const because = found.restlessBecause ?? { says: 'it is scaled no more, and put back as it was found' };
  const reasons = [...decided.reasons, { by: 'release', desired, because }];
  const lookAgainAtMs = Math.min(decided.lookAgainAtMs ?? Number.POSITIVE_INFINITY, atMs + soonMs);
  const told = { ...decided, keep: { ...decided.keep, found: kept }, reasons, lookAgainAtMs };
  if (found.restlessBecause !== null) return told;
  const { refused: _, ...free } = told;
  const change = { units: capacity.asked, release: kept.state };
  return { ...free, desired, change, withheld: null, binding: reasons.length - 1, lowers: true };
}
