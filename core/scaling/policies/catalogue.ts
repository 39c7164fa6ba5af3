import type { PolicyConfig, policyKinds } from '../config/kinds.ts';
import type { Observation } from '../observation.ts';
import type { Policy, Proposal } from '../policy.ts';
import { backlog } from './backlog/backlog.ts';
import { provisioner } from './provisioner/provisioner.ts';
import { schedule } from './schedule/schedule.ts';
import { step } from './step/step.ts';
import { targetTracking } from './target-tracking/target-tracking.ts';
import { tuned } from './tuned/tuned.ts';

type Kind = keyof typeof policyKinds;

/** Every policy by its kind. */
const policies: { readonly [K in Kind]: Policy<K> } = {
  'target-tracking': targetTracking,
  step,
  schedule,
  backlog,
  provisioner,
  tuned,
};

/** Asks the policy that the config names. */
export function propose<K extends Kind>(config: PolicyConfig<K>, observation: Observation, state: unknown): Proposal {
  const policy: Policy<K> = policies[config.kind as K];
  return policy(config, observation, state);
}
