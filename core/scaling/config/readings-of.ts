import { type PolicyConfig, policyKindOf } from './policy-kinds.ts';

/** The names of the readings that a policy looks at. */
export function readingsOf(policy: PolicyConfig): readonly string[] {
  return Object.values(policyKindOf(policy).readings(policy));
}
