import { contradiction } from '../contradiction.ts';
import type { Observation } from '../observation.ts';
import type { Proposal } from '../policy.ts';

/** A proposal that was made on units: where the two counts of them contradict each other it may raise, and never lower. */
export function withContradiction(proposal: Proposal, observation: Observation): Proposal {
  const because = contradiction(observation);
  if (because === null) return proposal;
  const { asked } = observation.capacity;
  if (proposal.desired === null) return { ...proposal, because, blind: true };
  if (proposal.desired.units > asked) return { ...proposal, blind: true };
  return { ...proposal, desired: { ...proposal.desired, units: asked }, because, blind: true };
}
