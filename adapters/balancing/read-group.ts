import {
  DescribeTargetGroupAttributesCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { GroupState } from '../../core/balancing/observation.ts';
import { Refusal } from '../../core/model/errors.ts';
import { countTargets } from './count-targets.ts';
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
