import type { CacheUsageLimits } from '@aws-sdk/client-elasticache';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import { unitLimits } from '../../../../core/scaling/config/target-limits.ts';

type Limit = TargetConfig<'elasticache-serverless'>['limit'];

const ecpuPerUnit = 1000;

/** What is kept ready at least, and may be used at most, in whole units. */
export function limitOf(
  limit: Limit,
  limits: CacheUsageLimits = {},
): { readonly least: number; readonly most: number } {
  const { Minimum = 0, Maximum = 0 } = (limit === 'ecpu' ? limits.ECPUPerSecond : limits.DataStorage) ?? {};
  const units = (amount: number) => Math.floor(limit === 'ecpu' ? amount / ecpuPerUnit : amount);
  // A limit of nothing is none.
  return {
    least: units(Minimum),
    most: Maximum > 0 ? units(Maximum) : unitLimits['elasticache-serverless'][limit].max,
  };
}

/** The limits with another least of one; everything else as it was, since what is left out may be taken away. */
export function withLeast(limit: Limit, limits: CacheUsageLimits = {}, units: number): CacheUsageLimits {
  if (limit === 'ecpu') {
    return { ...limits, ECPUPerSecond: { ...limits.ECPUPerSecond, Minimum: units * ecpuPerUnit } };
  }
  return { ...limits, DataStorage: { Unit: 'GB', ...limits.DataStorage, Minimum: units } };
}
