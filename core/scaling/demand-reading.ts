import type { PolicyConfig } from './config/kinds.ts';

/** Which reading tells the demand of a scalable, and whether it is a share of the units that run. */
export interface DemandReading {
  readonly reading: string;
  /** `utilisation` is demand only once it is multiplied by the units that ran. */
  readonly of: 'demand' | 'utilisation';
}

/** The reading that a scalable's policies take for its demand, one of demand before one of utilisation; null where none does. */
export function demandReading(policies: readonly PolicyConfig[]): DemandReading | null {
  const found = policies.flatMap(ofPolicy);
  return found.find(({ of }) => of === 'demand') ?? found[0] ?? null;
}

function ofPolicy(policy: PolicyConfig): DemandReading[] {
  if (policy.kind === 'provisioner' || policy.kind === 'tuned') return [{ reading: policy.reading, of: 'demand' }];
  if (policy.kind === 'target-tracking') return [{ reading: policy.reading, of: policy.of }];
  return [];
}
