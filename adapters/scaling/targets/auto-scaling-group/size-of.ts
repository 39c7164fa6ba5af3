import {
  type AutoScalingClient,
  type AutoScalingGroup,
  DescribeInstanceRefreshesCommand,
  type InstanceRefresh,
} from '@aws-sdk/client-auto-scaling';
import type { ResponseLaunchTemplateData } from '@aws-sdk/client-ec2';
import type { SizeTold } from '../../../../core/scaling/sizing/size-told.ts';
import { readWithin } from '../../../aws/read-within.ts';
import { activeRefreshes } from './active-refreshes.ts';
import { fixedBecause } from './fixed-size.ts';
import type { ReadTemplate } from './launch-template.ts';

/**
 * How big the instances of a group are: one call tells whether a refresh is under way or has failed, and one, until its
 * launch template has another version, which type a new instance would have.
 */
export async function sizeOfGroup(
  client: Pick<AutoScalingClient, 'send'>,
  group: AutoScalingGroup,
  readTemplate: ReadTemplate,
  leftMs: number,
): Promise<Omit<SizeTold, 'of'>> {
  const { AutoScalingGroupName, LaunchTemplate, AvailabilityZones } = group;
  const command = new DescribeInstanceRefreshesCommand({ AutoScalingGroupName, MaxRecords: 1 });
  const [told, template] = await Promise.all([
    readWithin(leftMs, (abortSignal) => client.send(command, { abortSignal })),
    LaunchTemplate === undefined ? null : readTemplate(LaunchTemplate, leftMs),
  ]);
  const [refresh] = told.InstanceRefreshes ?? [];
  return {
    next: template?.InstanceType ?? null,
    serving: servingOf(group),
    underWay: isActive(refresh) ? `an instance refresh (${refresh?.Status})` : null,
    ended: endedOf(refresh),
    zones: AvailabilityZones?.length ?? null,
    fixedBecause: fixedBecause(group, template as ResponseLaunchTemplateData | null),
  };
}

function servingOf({ Instances = [] }: AutoScalingGroup): Record<string, number> {
  const serving: Record<string, number> = {};
  for (const { LifecycleState, InstanceType = 'unknown' } of Instances) {
    if (LifecycleState === 'InService') serving[InstanceType] = (serving[InstanceType] ?? 0) + 1;
  }
  return serving;
}

const isActive = (refresh: InstanceRefresh | undefined) => activeRefreshes.includes(String(refresh?.Status));

function endedOf(refresh: InstanceRefresh | undefined): SizeTold['ended'] {
  if (refresh === undefined || isActive(refresh) || refresh.Status === 'Successful') return null;
  const { Status = 'ended', StatusReason: reason, StartTime } = refresh;
  return { says: reason ? `${Status}: ${reason}` : Status, beganAtMs: StartTime?.getTime() ?? 0 };
}
