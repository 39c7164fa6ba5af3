import { Stack } from 'aws-cdk-lib';
import { type IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../deployment/acknowledge-wildcards.ts';
import { scaledByTag } from '../deployment/tag-grant.ts';

/** What may be changed, and of what kind of resource. */
const changes = {
  ModifyListener: 'listener/app',
  ModifyRule: 'listener-rule/app',
  ModifyTargetGroupAttributes: 'targetgroup',
  ModifyCapacityReservation: 'loadbalancer/app',
};

/** Allows to balance whatever carries the deployment's tag, in this account and Region. */
export class BalanceTagGrant extends Policy {
  constructor(scope: Construct, id: string, role: IRole, deploymentName: string) {
    const conditions = { StringEquals: { [`aws:ResourceTag/${scaledByTag}`]: deploymentName } };
    const statements = Object.entries(changes).map(([action, resource]) => {
      const arn = Stack.of(scope).formatArn({ service: 'elasticloadbalancing', resource, resourceName: '*' });
      return new PolicyStatement({ actions: [`elasticloadbalancing:${action}`], resources: [arn], conditions });
    });
    super(scope, id, { roles: [role], statements });
    const reason =
      'Only what carries the tag of this deployment may be changed; the condition says so, and a role has no room for more names.';
    acknowledgeWildcards(this, this.document, reason);
  }
}
