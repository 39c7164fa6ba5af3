import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { acknowledgeWildcards } from '../deployment/acknowledge-wildcards.ts';
import type { ScalingDeployment } from './scaling-deployment.ts';

/**
 * Lets a deployment hear of zonal shifts and read which zones they are of. Made with the first scalable that says who shifts
 * it: where nobody does, nothing is heard and nothing allowed.
 */
export function hearShifts({ construct, role, wayIn }: ScalingDeployment): Policy {
  const id = 'ReadShifts';
  const known = construct.node.tryFindChild(id);
  if (known instanceof Policy) return known;
  wayIn.hearShifts();
  const actions = ['arc-zonal-shift:ListManagedResources'];
  const statements = [new PolicyStatement({ actions, resources: ['*'] })];
  const policy = new Policy(construct, id, { statements, roles: [role] });
  acknowledgeWildcards(
    policy,
    policy.document,
    'ListManagedResources only reads, and has no resource to narrow it to.',
  );
  return policy;
}
