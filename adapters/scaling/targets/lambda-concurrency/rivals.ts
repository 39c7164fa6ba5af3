import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Scaled } from '../any-kind/native-rivals.ts';

/** What Application Auto Scaling knows an alias by; null for reserved concurrency, which it cannot scale. */
export function scaledConcurrency({ functionName, aliasName }: TargetConfig<'lambda-concurrency'>): Scaled | null {
  if (aliasName === null) return null;
  const ResourceId = `function:${functionName}:${aliasName}`;
  return { ServiceNamespace: 'lambda', ScalableDimension: 'lambda:function:ProvisionedConcurrency', ResourceId };
}
