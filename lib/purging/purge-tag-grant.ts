import { Stack } from 'aws-cdk-lib';
import { type IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../deployment/acknowledge-wildcards.ts';
import { scaledByTag } from '../deployment/tag-grant.ts';
import { distributionActions } from './cdns/cloudfront/cloudfront.ts';

/** Allows to purge every distribution that carries the deployment's tag, in this account. */
export class PurgeTagGrant extends Policy {
  constructor(scope: Construct, id: string, role: IRole, deploymentName: string) {
    const distributions = { service: 'cloudfront', region: '', resource: 'distribution', resourceName: '*' };
    const statement = new PolicyStatement({
      actions: [...distributionActions],
      resources: [Stack.of(scope).formatArn(distributions)],
      conditions: { StringEquals: { [`aws:ResourceTag/${scaledByTag}`]: deploymentName } },
    });
    super(scope, id, { roles: [role], statements: [statement] });
    const reason =
      'Only what carries the tag of this deployment may be purged; the condition says so, and a role has no room for more names.';
    acknowledgeWildcards(this, this.document, reason);
  }
}
