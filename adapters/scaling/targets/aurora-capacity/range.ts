import type { DBCluster, ServerlessV2ScalingConfigurationInfo } from '@aws-sdk/client-rds';
import { Refusal } from '../../../../core/model/errors.ts';
import { unitLimits } from '../../../../core/scaling/config/target-limits.ts';
import type { CapacityLimit } from '../../../../core/scaling/config/targets/aurora-capacity.ts';

/** Aurora counts in halves of an ACU. */
const acuPerUnit = 0.5;

/** The range that a cluster has. Throws `Refusal` where it has none. */
export function rangeOf(told: string, { ServerlessV2ScalingConfiguration: range }: DBCluster) {
  if (range?.MinCapacity === undefined || range.MaxCapacity === undefined) {
    throw new Refusal(`${told} has no range of Serverless v2; give it one first, or remove the scalable`);
  }
  return range;
}

/** One end of it, in halves of an ACU. */
export function unitsOf(range: ServerlessV2ScalingConfigurationInfo, limit: CapacityLimit): number {
  return Math.round((range[limit] ?? 0) / acuPerUnit);
}

/** The range with one end changed. How long it idles before it pauses is only taken beside a least of 0. */
export function withUnits(
  { SecondsUntilAutoPause, ...range }: ServerlessV2ScalingConfigurationInfo,
  limit: CapacityLimit,
  units: number,
): ServerlessV2ScalingConfigurationInfo {
  const next = { ...range, [limit]: units * acuPerUnit };
  const pauses = next.MinCapacity === 0 && SecondsUntilAutoPause !== undefined;
  return pauses ? { ...next, SecondsUntilAutoPause } : next;
}

/** What one end may be, beside the other. */
export function boundsOf(range: ServerlessV2ScalingConfigurationInfo, limit: CapacityLimit) {
  const { min, max } = unitLimits['aurora-capacity'][limit];
  if (limit === 'MinCapacity') return { min, max: unitsOf(range, 'MaxCapacity') };
  return { min: Math.max(min, unitsOf(range, 'MinCapacity')), max };
}
