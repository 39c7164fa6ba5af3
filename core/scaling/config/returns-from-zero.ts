import { type PolicyConfig, policyKindOf } from './policy-kinds.ts';

/** Whether anything would bring capacity back from 0: a policy whose readings all speak there, or one that asks by the clock. */
export function returnsFromZero(policies: readonly PolicyConfig[], speaks: (reading: string) => boolean): boolean {
  return policies.some((policy) => policyKindOf(policy).raisesFromZero(policy)?.every(speaks) ?? false);
}
