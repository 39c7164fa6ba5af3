import {
  DescribeTargetGroupAttributesCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { GroupState } from '../../core/balancing/observation.ts';
import { Refusal } from '../../core/model/errors.ts';
import { readAttributes } from './group-attributes.ts';

/** A target group's targets and attributes. Rejects with `Refusal` where it is gone. */
export async function readGroup(
  client: Pick<ElasticLoadBalancingV2Client, 'send'>,
  name: string,
  TargetGroupArn: string,
  abortSignal: AbortSignal,
): Promise<Omit<GroupState, 'weight'>> {
  try {
    const [targets, attributes] = await Promise.all([
      countTargets(client, TargetGroupArn, abortSignal),
      client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }), { abortSignal }),
    ]);
    return { ...targets, ...readAttributes(attributes.Attributes ?? []) };
  } catch (error) {
    if (!(error instanceof Error) || !error.name.startsWith('TargetGroupNotFound')) throw error;
    throw new Refusal(`the target group of ${name} does not exist any more; deploy the balance without it`);
  }
}

/**
 * The targets of a group by state. `unused` (the group is in no action, or the target's zone is not enabled) counts as
 * healthy: whether it would be cannot be known before it gets a request, and a group that is out of the action must be able
 * to come back. `unavailable` means that health checks are turned off.
 */
export async function countTargets(
  client: Pick<ElasticLoadBalancingV2Client, 'send'>,
  TargetGroupArn: string,
  abortSignal: AbortSignal,
): Promise<Pick<GroupState, 'healthy' | 'starting' | 'unhealthy' | 'draining'>> {
  const output = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn }), { abortSignal });
  const targets = output.TargetHealthDescriptions ?? [];
  const count = (...states: string[]) =>
    targets.filter(({ TargetHealth }) => states.includes(TargetHealth?.State ?? '')).length;
  const unused = targets.filter(
    ({ TargetHealth }) => TargetHealth?.State === 'unused' && TargetHealth.Reason === 'Target.NotInUse',
  ).length;
  return {
    healthy: count('healthy', 'unavailable') + unused,
    starting: count('initial'),
    unhealthy: count('unhealthy'),
    draining: count('draining', 'unhealthy.draining'),
  };
}
