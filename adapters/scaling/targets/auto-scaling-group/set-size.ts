import {
  type AutoScalingClient,
  type AutoScalingGroup,
  type RefreshPreferences,
  StartInstanceRefreshCommand,
} from '@aws-sdk/client-auto-scaling';
import type { EC2Client, ResponseLaunchTemplateData } from '@aws-sdk/client-ec2';
import { Refusal } from '../../../../core/model/errors.ts';
import type { SizeChange } from '../../../../core/scaling/sizing/size-told.ts';
import type { Judge } from '../../../aws/judge.ts';
import { createVersion } from './launch-template.ts';

/** New instances come before old ones go, so many more than are asked for at a time, percent. */
const atOncePercent = 10;

/** What is changed, and whom that is asked of. */
export interface Resized {
  readonly group: AutoScalingGroup;
  readonly old: ResponseLaunchTemplateData;
  readonly ec2: Pick<EC2Client, 'send'>;
  readonly scaling: Pick<AutoScalingClient, 'send'>;
}

/**
 * Has the instances of a group replaced by those of another type: by a version of its launch template that differs in that
 * alone, and an instance refresh that launches before it ends, waits after the first, and is rolled back where it fails.
 */
export function refresh({ group, old, ec2, scaling }: Resized, change: SizeChange) {
  let version: string | null = null;
  return async (signal: AbortSignal): Promise<unknown> => {
    const { LaunchTemplate, AutoScalingGroupName } = group;
    if (LaunchTemplate === undefined) throw new Refusal('the group has no launch template');
    version ??= await createVersion(ec2, LaunchTemplate, old, change.to, signal);
    const { LaunchTemplateId, LaunchTemplateName } = LaunchTemplate;
    const named = LaunchTemplateId === undefined ? { LaunchTemplateName } : { LaunchTemplateId };
    const command = new StartInstanceRefreshCommand({
      AutoScalingGroupName,
      Strategy: 'Rolling',
      DesiredConfiguration: { LaunchTemplate: { ...named, Version: version } },
      Preferences: preferencesOf(change),
    });
    return scaling.send(command, { abortSignal: signal });
  };
}

/** At no time do fewer serve than are asked for (https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html). */
function preferencesOf({ canaryPercent, watchSeconds }: SizeChange): RefreshPreferences {
  return {
    MinHealthyPercentage: 100,
    MaxHealthyPercentage: 100 + atOncePercent,
    SkipMatching: true,
    AutoRollback: true,
    CheckpointPercentages: [canaryPercent, 100],
    CheckpointDelay: watchSeconds,
  };
}

/** What AWS does not accept of a change of size, by its own answer. */
export const judgeSize: Judge = ({ name, message }) => {
  if (name.startsWith('InstanceRefreshInProgress')) return 'an instance refresh is under way already: {error}';
  if (name.startsWith('LimitExceeded')) return 'a quota does not allow the change of size: {error}';
  if (/^InvalidLaunchTemplate|^VersionLimitExceeded/.test(name))
    return 'EC2 makes no next version of the launch template: {error}';
  if (!name.startsWith('Validation')) return null;
  if (/not found/i.test(message)) return 'the group does not exist any more; remove the scalable: {error}';
  return 'Auto Scaling does not accept the change of size; mend what it names, or write change: "recommend": {error}';
};
