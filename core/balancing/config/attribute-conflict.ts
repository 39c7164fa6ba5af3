import type { GroupAttributes } from './balance.ts';

/**
 * Why AWS would refuse attributes of a target group together; null where it takes them.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
 */
export function attributeConflict(attributes: GroupAttributes): string | null {
  const { algorithm, anomalyMitigation, slowStartSeconds } = attributes;
  if (slowStartSeconds !== null && slowStartSeconds > 0 && (slowStartSeconds < 30 || slowStartSeconds > 900)) {
    return `slowStartSeconds ${slowStartSeconds} is neither 0 nor from 30 to 900`;
  }
  if (slowStartSeconds !== null && slowStartSeconds > 0 && algorithm !== null && algorithm !== 'round_robin') {
    return `slow start does not go with ${algorithm}, only with round_robin`;
  }
  if (anomalyMitigation === true && algorithm !== null && algorithm !== 'weighted_random') {
    return `anomaly mitigation does not go with ${algorithm}, only with weighted_random`;
  }
  return null;
}
