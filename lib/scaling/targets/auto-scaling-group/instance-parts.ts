import { Stack } from 'aws-cdk-lib';
import { AutoScalingGroup, type CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { IConstruct } from 'constructs';
import { InvalidInput } from '../../../../core/model/errors.ts';
import type { CapacityGrant } from '../scaling-target.ts';

/** What instances of a group are made of; null where that is not known. */
export interface InstanceParts {
  /** The id of the launch template. */
  readonly launchTemplate: string | null;
  /** The ARN of the role that instances have. */
  readonly role: string | null;
}

/** The parts of a group that the app makes. */
export function partsOf(made: IConstruct | null, group: CfnAutoScalingGroup | null): InstanceParts {
  const template = group?.launchTemplate as CfnAutoScalingGroup.LaunchTemplateSpecificationProperty | undefined;
  return { launchTemplate: template?.launchTemplateId ?? null, role: made === null ? null : roleOf(made) };
}

/** A launch template that was made without a role has none, and the group then throws. */
function roleOf(made: IConstruct): string | null {
  if (!(made instanceof AutoScalingGroup)) return null;
  try {
    return made.role.roleArn;
  } catch {
    return null;
  }
}

/**
 * Grants the next version of exactly this launch template, and what Auto Scaling asks of whoever has instances launched by it:
 * to run instances of that template alone, to tag what it launches, and to hand on exactly its role
 * (https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html).
 */
export function grantResizing(scope: IConstruct, grant: CapacityGrant, { launchTemplate, role }: InstanceParts): void {
  if (launchTemplate === null) {
    const says =
      '"on" needs the launch template of the group, which is not known here; give the target launchTemplateId and instanceRoleArn, or write "recommend"';
    throw new InvalidInput('sizes.change', says);
  }
  const stack = Stack.of(scope);
  const ec2 = (resource: string, resourceName: string) => stack.formatArn({ service: 'ec2', resource, resourceName });
  const templateArn = ec2('launch-template', launchTemplate);
  const own = { construct: null };
  grant.allow({ ...own, actions: ['ec2:CreateLaunchTemplateVersion'], resourceArn: templateArn, wildcard: null });
  grant.allow({
    ...{ ...own, actions: ['ec2:RunInstances'], resourceArn: '*' },
    conditions: { ArnEquals: { 'ec2:LaunchTemplate': templateArn } },
    wildcard:
      'What is launched by a template is made of subnets, images and volumes that it names; the condition says which template.',
  });
  for (const kind of ['instance', 'volume', 'network-interface']) {
    grant.allow({
      ...{ ...own, actions: ['ec2:CreateTags'], resourceArn: ec2(kind, '*') },
      conditions: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
      wildcard: 'What is tagged as it is launched has no name before; the condition says that it is being launched.',
    });
  }
  if (role === null) return;
  const conditions = { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } };
  grant.allow({ ...own, actions: ['iam:PassRole'], resourceArn: role, conditions, wildcard: null });
}
