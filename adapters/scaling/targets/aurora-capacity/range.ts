import type { DBCluster, ServerlessV2ScalingConfigurationInfo } from '@aws-sdk/client-rds';
import { Refusal } from '../../../../core/model/errors.ts';
import type { CapacityLimit } from '../../../../core/scaling/config/targets/aurora-capacity.ts';

/** Aurora counts in halves of an ACU. */
const acuPerUnit = 0.5;

/**
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html: from 1 ACU to 256; older
 * versions of engines take 128, which they say themselves. A least of 0 lets it pause, where its version can.
 */
const leastOfMost = 2;
const mostUnits = 512;

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
  if (limit === 'MinCapacity') return { min: 0, max: unitsOf(range, 'MaxCapacity') };
  return { min: Math.max(leastOfMost, unitsOf(range, 'MinCapacity')), max: mostUnits };
}
