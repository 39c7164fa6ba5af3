import type { DemandReading } from './config/policies/any-kind/policy-kind.ts';
import { type PolicyConfig, policyKindOf } from './config/policy-kinds.ts';

/** The reading that a scalable's policies take for its demand, one of demand before one of utilisation; null where none does. */
export function demandReading(policies: readonly PolicyConfig[]): DemandReading | null {
  const found = policies.flatMap((policy) => policyKindOf(policy).demand(policy) ?? []);
  return found.find(({ of }) => of === 'demand') ?? found[0] ?? null;
}
