import {
  type AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import { readWithin } from '../../../aws/read-within.ts';

/**
 * Most names in one call: 50, or as many as MaxRecords, which may be 100
 * (https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html).
 */
export const mostGroups = 100;

/** Describes groups by name in one call, and the pages that follow it. Names that do not exist are left out. */
export async function describeGroups(
  client: Pick<AutoScalingClient, 'send'>,
  names: readonly string[],
  leftMs: number,
): Promise<readonly AutoScalingGroup[]> {
  return readWithin(leftMs, async (signal) => {
    const groups: AutoScalingGroup[] = [];
    let NextToken: string | undefined;
    do {
      const command = new DescribeAutoScalingGroupsCommand({
        AutoScalingGroupNames: [...names],
        MaxRecords: mostGroups,
        NextToken,
      });
      const output = await client.send(command, { abortSignal: signal });
      groups.push(...(output.AutoScalingGroups ?? []));
      NextToken = output.NextToken;
    } while (NextToken);
    return groups;
  });
}
