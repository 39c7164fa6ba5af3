import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { ResponseLaunchTemplateData } from '@aws-sdk/client-ec2';
import type { Because } from '../../../../core/model/reason.ts';

/**
 * Why the type of a group's instances cannot be changed so that a failure is rolled back; null where it can
 * (https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html#instance-refresh-rollback-considerations).
 */
export function fixedBecause(group: AutoScalingGroup, template: ResponseLaunchTemplateData | null): Because | null {
  return groupBecause(group) ?? templateBecause(template);
}

function groupBecause(group: AutoScalingGroup): Because | null {
  const { MixedInstancesPolicy, LaunchTemplate, Tags = [], SuspendedProcesses = [] } = group;
  const owner = Tags.find(({ Key }) => Key === 'eks:nodegroup-name')?.Value;
  if (owner !== undefined)
    return { says: 'the group belongs to the managed node group "{owner}", whose size only EKS may change', owner };
  if (MixedInstancesPolicy !== undefined)
    return { says: 'the group has a mixed instances policy, so that it has several sizes at once; leave sizes out' };
  if (LaunchTemplate === undefined)
    return { says: 'the group has no launch template, whose next version would have another size; give it one' };
  const version = LaunchTemplate.Version ?? '$Default';
  if (!/^\d+$/.test(version))
    return {
      says: 'the group uses the version {version} of its launch template, so that nothing could be rolled back; name the version by its number',
      version,
    };
  const process = SuspendedProcesses.find(({ ProcessName = '' }) => needed.includes(ProcessName))?.ProcessName;
  return process === undefined ? null : { says: 'the process {process} of the group is suspended; resume it', process };
}

/** The processes without which a refresh replaces nothing. */
const needed: readonly string[] = ['Launch', 'Terminate', 'InstanceRefresh'];

function templateBecause(template: ResponseLaunchTemplateData | null): Because | null {
  if (template === null || template.InstanceType === undefined)
    return { says: 'the launch template names no instance type; give it one, or leave sizes out' };
  if (template.ImageId?.startsWith('resolve:ssm:') === true)
    return {
      says: 'the launch template takes its image by a parameter, so that nothing could be rolled back; name the image',
    };
  return null;
}
