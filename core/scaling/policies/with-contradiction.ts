import { contradiction } from '../contradiction.ts';
import type { Observation } from '../observation.ts';
import type { Proposal } from '../policy.ts';

const blindly = { blind: true, brief: false } as const;

/** A proposal that was made on units: where the two counts of them contradict each other it may raise, and never lower. */
export function withContradiction(proposal: Proposal, observation: Observation): Proposal {
  const because = contradiction(observation);
  if (because === null) return proposal;
  const { asked } = observation.capacity;
  if (proposal.desired === null) return { ...proposal, because, ...blindly };
  if (proposal.desired.units > asked) return { ...proposal, ...blindly };
  return { ...proposal, desired: { ...proposal.desired, units: asked }, because, ...blindly };
}
