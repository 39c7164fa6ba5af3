import type { PoolSteps } from './pooled-fleet.ts';
import type { Profile } from './profile.ts';

/** A pool of prepared units, as its platform has it. */
export interface PoolKind {
  /** How long a prepared unit takes from being asked for to serving. */
  readonly warmLeadSeconds: number;
  /** What a unit that stands prepared costs, as a share of one that runs. */
  readonly price: number;
}

/**
 * How long a unit that has drained takes until it stands prepared again, billed in full: the time that Amazon Linux takes to
 * stop, rounded up to a period of metrics.
 */
const returnSeconds = 60;

/** The times of a pool in steps of a world. Where launches scatter, starts from the pool scatter alike. */
export function poolSteps(
  { warmLeadSeconds }: PoolKind,
  profile: Profile,
  leadSeconds: number,
  leadSteps: Uint16Array | null,
): PoolSteps {
  const steps = (seconds: number): number => Math.max(1, Math.ceil(seconds / profile.stepSeconds));
  const [lead, warmLead] = [steps(leadSeconds), steps(warmLeadSeconds)];
  return {
    lead: (step) => leadSteps?.[step] ?? lead,
    warmLead: (step) => (leadSteps === null ? warmLead : scattered(leadSteps[step] as number, warmLead / lead)),
    drain: steps(profile.drainSeconds),
    back: steps(profile.drainSeconds) + steps(returnSeconds),
    leastBilled: steps(profile.leastBilledSeconds),
  };
}

function scattered(leadSteps: number, share: number): number {
  return Math.max(1, Math.ceil(leadSteps * share));
}
