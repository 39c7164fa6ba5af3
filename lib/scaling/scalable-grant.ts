import { Annotations, Stack, Tags } from 'aws-cdk-lib';
import { type IRole, type Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { InvalidInput } from '../../core/model/errors.ts';
import { SharedPolicy } from '../deployment/shared-policy.ts';
import { scaledByTag, TagGrant } from '../deployment/tag-grant.ts';
import type { ScalingDeployment } from './scaling-deployment.ts';
import type { CapacityGrant, CapacityPermission, CapacityPrincipal } from './targets/scaling-target.ts';

const noTags =
  "needs a grant by name, since a grant by tag is one for all; leave it out, or give Headroom grantBy: 'name'";

/** Who is granted something, and what for. */
interface Grantee {
  readonly role: IRole;
  readonly does: Does;
}

type Does = 'scales' | 'gives-back' | 'changes-sizes';

const grantee = ({ role }: ScalingDeployment): Grantee => ({ role, does: 'scales' });

/** Gives the deployment's role the right to scale one thing, in the scope of whoever asks for it to be scaled. */
export class ScalableGrant implements CapacityGrant {
  private readonly scope: Construct;
  private readonly deployment: ScalingDeployment;
  /** What grants it. */
  readonly policies = new Set<Policy>();

  private readonly role: IRole;
  private readonly does: Does;

  constructor(scope: Construct, deployment: ScalingDeployment, { role, does }: Grantee = grantee(deployment)) {
    this.scope = scope;
    this.deployment = deployment;
    this.role = role;
    this.does = does;
  }

  /** Gives the role that writes configs the right to put back what was found once scalables are gone. */
  static toGiveBack(scope: Construct, deployment: ScalingDeployment): ScalableGrant {
    const { configWriter } = deployment;
    configWriter.givesBack();
    return new ScalableGrant(scope, deployment, { role: configWriter.role, does: 'gives-back' });
  }

  /**
   * Gives the role that scales the right to have units replaced by those of another size, in a policy of its own: it is more than
   * a number, and is asked for by name. Throws `InvalidInput` where grants go by tag.
   */
  static toChangeSizes(scope: Construct, deployment: ScalingDeployment): ScalableGrant {
    if (deployment.grantBy !== 'name') {
      const says =
        '"on" needs grants by name, since a grant by tag is one for all; write "recommend", or give Headroom grantBy: \'name\'';
      throw new InvalidInput('sizes.change', says);
    }
    return new ScalableGrant(scope, deployment, { role: deployment.role, does: 'changes-sizes' });
  }

  get principal(): CapacityPrincipal {
    const { deploymentName, network } = this.deployment;
    return { roleArn: this.role.roleArn, deploymentName, network };
  }

  allow(permission: CapacityPermission): void {
    if (this.does !== 'gives-back') this.policies.add(this.deployment.mayRead(permission.reads ?? []));
    if (this.deployment.grantBy === 'name') this.byName(permission);
    else this.byTag(permission);
  }

  private byName({ actions, resourceArn, wildcard, conditions = {} }: CapacityPermission): void {
    const statement = new PolicyStatement({
      actions: [...actions],
      resources: [resourceArn],
      conditions: { ...conditions },
    });
    const { deploymentName } = this.deployment;
    const shared = SharedPolicy.of(Stack.of(this.scope), `${deploymentName}-${this.does}`, this.role);
    this.policies.add(shared.allow([statement], wildcard));
  }

  private byTag({ actions, construct, conditions = {}, askedBy }: CapacityPermission): void {
    if (askedBy !== undefined || Object.keys(conditions).length > 0) {
      throw new InvalidInput(askedBy ?? 'narrowedTo', noTags);
    }
    const { construct: headroom, deploymentName } = this.deployment;
    const id = this.does === 'scales' ? undefined : 'MayGiveBack';
    TagGrant.of(headroom, this.role, deploymentName, id).allow(actions);
    if (construct !== null) {
      Tags.of(construct).add(scaledByTag, deploymentName, { applyToLaunchedInstances: false });
      return;
    }
    Annotations.of(this.scope).addInfo(
      `tag what it scales with ${scaledByTag} = ${deploymentName}: it is not made in this app`,
    );
  }
}
