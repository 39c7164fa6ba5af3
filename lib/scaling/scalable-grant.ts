import { Annotations, Stack, Tags } from 'aws-cdk-lib';
import { type Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { InvalidInput } from '../../core/model/errors.ts';
import { SharedPolicy } from '../deployment/shared-policy.ts';
import { scaledByTag, TagGrant } from '../deployment/tag-grant.ts';
import type { ScalingDeployment } from './scaling-deployment.ts';
import type { CapacityGrant, CapacityPermission } from './targets/scaling-target.ts';

const noTags =
  "needs a grant by name, since what goes by tag is one grant for all; leave it out, or give Headroom grantBy: 'name'";

/** Gives the deployment's role the right to scale one thing, in the scope of whoever asks for it to be scaled. */
export class ScalableGrant implements CapacityGrant {
  private readonly scope: Construct;
  private readonly deployment: ScalingDeployment;
  /** What grants it. */
  readonly policies = new Set<Policy>();

  constructor(scope: Construct, deployment: ScalingDeployment) {
    this.scope = scope;
    this.deployment = deployment;
  }

  allow(permission: CapacityPermission): void {
    this.policies.add(this.deployment.mayRead(permission.reads ?? []));
    if (this.deployment.grantBy === 'name') this.byName(permission);
    else this.byTag(permission);
  }

  private byName({ actions, resourceArn, wildcard, conditions = {} }: CapacityPermission): void {
    const statement = new PolicyStatement({
      actions: [...actions],
      resources: [resourceArn],
      conditions: { ...conditions },
    });
    const { deploymentName, role } = this.deployment;
    const shared = SharedPolicy.of(Stack.of(this.scope), `${deploymentName}-scales`, role);
    this.policies.add(shared.allow([statement], wildcard));
  }

  private byTag({ actions, construct, conditions = {} }: CapacityPermission): void {
    if (Object.keys(conditions).length > 0) throw new InvalidInput('narrowedTo', noTags);
    const { construct: headroom, role, deploymentName } = this.deployment;
    TagGrant.of(headroom, role, deploymentName).allow(actions);
    if (construct !== null) {
      Tags.of(construct).add(scaledByTag, deploymentName, { applyToLaunchedInstances: false });
      return;
    }
    Annotations.of(this.scope).addInfo(
      `tag what it scales with ${scaledByTag} = ${deploymentName}: it is not made in this app`,
    );
  }
}
