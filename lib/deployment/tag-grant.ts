import { type ArnComponents, ArnFormat, Stack } from 'aws-cdk-lib';
import { type IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from './acknowledge-wildcards.ts';

/** The tag by which Headroom may scale or balance something, where grants go by tag; its value is the name of the deployment. */
export const scaledByTag = 'headroom-deployment';

/** Allows to scale whatever carries the deployment's tag, in this account and Region: of the services that something is scaled of. */
export class TagGrant extends Policy {
  private readonly deploymentName: string;
  private readonly services = new Map<string, PolicyStatement>();

  private constructor(scope: Construct, id: string, role: IRole, deploymentName: string) {
    super(scope, id, { roles: [role] });
    this.deploymentName = deploymentName;
    const reason =
      'Only what carries the tag of this deployment may be scaled; the condition says so, and a role has no room for more names.';
    acknowledgeWildcards(this, this.document, reason);
  }

  /** The grant of a deployment. It is made with the first thing that it allows, since IAM takes no empty policy. */
  static of(deployment: Construct, role: IRole, deploymentName: string, id = 'MayScaleTagged'): TagGrant {
    const known = deployment.node.tryFindChild(id);
    return known instanceof TagGrant ? known : new TagGrant(deployment, id, role, deploymentName);
  }

  /** Allows actions of one service on what carries the tag. */
  allow(actions: readonly string[]): void {
    const service = actions[0]?.split(':')[0] ?? '';
    const known = this.services.get(service);
    if (known !== undefined) {
      known.addActions(...actions.filter((one) => !known.actions.includes(one)));
      return;
    }
    const what = scaled[service];
    if (what === undefined) throw new Error(`nobody has said what of ${service} carries the tag: add it to TagGrant`);
    const conditions = { StringEquals: { [`aws:ResourceTag/${scaledByTag}`]: this.deploymentName } };
    const resources = [Stack.of(this).formatArn(what)];
    const statement = new PolicyStatement({ actions: [...actions], resources, conditions });
    this.services.set(service, statement);
    this.addStatements(statement);
  }
}

/** What is scaled of a service. */
const scaled: Readonly<Record<string, ArnComponents>> = {
  autoscaling: {
    service: 'autoscaling',
    resource: 'autoScalingGroup:*',
    resourceName: 'autoScalingGroupName/*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  },
  ecs: { service: 'ecs', resource: 'service', resourceName: '*' },
  eks: { service: 'eks', resource: 'cluster', resourceName: '*' },
};
