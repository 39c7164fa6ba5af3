import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from './acknowledge-wildcards.ts';

/** The tag by which Headroom may scale or balance something, where grants go by tag; its value is the name of the deployment. */
export const scaledByTag = 'headroom-deployment';

/** Allows to scale whatever carries the deployment's tag, in this account and Region. */
export class TagGrant extends Policy {
  constructor(scope: Construct, id: string, role: IRole, deploymentName: string) {
    const conditions = { StringEquals: { [`aws:ResourceTag/${scaledByTag}`]: deploymentName } };
    const stack = Stack.of(scope);
    const groups = stack.formatArn({
      service: 'autoscaling',
      resource: 'autoScalingGroup:*',
      resourceName: 'autoScalingGroupName/*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const services = stack.formatArn({ service: 'ecs', resource: 'service', resourceName: '*' });
    super(scope, id, {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ['autoscaling:SetDesiredCapacity'], resources: [groups], conditions }),
        new PolicyStatement({
          actions: ['ecs:DescribeServices', 'ecs:UpdateService'],
          resources: [services],
          conditions,
        }),
      ],
    });
    const reason =
      'Only what carries the tag of this deployment may be scaled; the condition says so, and a role has no room for more names.';
    acknowledgeWildcards(this, this.document, reason);
  }
}
