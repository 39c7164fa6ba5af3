import type { PolicyConfig, PolicyKindName } from '../config/policy-kinds.ts';
import type { Observation } from '../observation.ts';
import type { Policy, Proposal } from '../policy.ts';
import { backlog } from './backlog/backlog.ts';
import { provisioner } from './provisioner/provisioner.ts';
import { schedule } from './schedule/schedule.ts';
import { step } from './step/step.ts';
import { targetTracking } from './target-tracking/target-tracking.ts';
import { tuned } from './tuned/tuned.ts';

/** Every policy by its kind. */
const policies: { readonly [K in PolicyKindName]: Policy<K> } = {
  'target-tracking': targetTracking,
  step,
  schedule,
  backlog,
  provisioner,
  tuned,
};

/** Asks the policy that the config names. */
export function propose<K extends PolicyKindName>(
  config: PolicyConfig<K>,
  observation: Observation,
  state: unknown,
): Proposal {
  const policy: Policy<K> = policies[config.kind];
  return policy(config, observation, state);
}
