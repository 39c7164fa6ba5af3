import { type PolicyConfig, policyKindOf } from '../../../core/scaling/config/policy-kinds.ts';
import type { ScalableConfig } from '../../../core/scaling/config/scalable.ts';
import { type DecidingConfig, decidingConfig } from '../../../core/scaling/deciding-config.ts';
import { demandReading } from '../../../core/scaling/demand-reading.ts';
import { isTuned, withChoice } from '../../../core/scaling/with-choice.ts';
import type { Candidate } from '../portfolio/candidates.ts';

const simulatedReadings: readonly string[] = ['demand', 'utilisation'];

/** The readings of a config that no simulated world tells, so that what it would do cannot be known. */
export function untoldReadings(config: ScalableConfig): string[] {
  const named = simulatedPolicies(config).flatMap((policy) => Object.values(policyKindOf(policy).readings(policy)));
  return [...new Set(named)].filter((reading) => !simulatedReadings.includes(reading));
}

/**
 * A scalable's own config as it decides in a simulated world: acting, and where a policy is tuned, as the candidate that
 * the night before has put in charge.
 */
export function configured(config: ScalableConfig, inCharge: Candidate | null): DecidingConfig {
  const chosen = inCharge === null || !isTuned(config) ? config : withChoice(config, inCharge.policy);
  return { ...decidingConfig(chosen), mode: 'on', policies: simulatedPolicies(chosen) };
}

function simulatedPolicies({ policies }: ScalableConfig): PolicyConfig[] {
  const demand = demandReading(policies);
  // A demand that is measured as utilisation is not an arrival: the world tells it by that name.
  const name = demand?.of === 'demand' ? demand.reading : '';
  return policies.map((policy) => inShares(policyKindOf(policy).simulated(policy, name)));
}

/** Simulated worlds tell how busy units are as a share. */
function inShares(policy: PolicyConfig): PolicyConfig {
  if (policy.kind !== 'target-tracking' || policy.of !== 'utilisation' || policy.target <= 1) return policy;
  return { ...policy, target: policy.target / 100 };
}
