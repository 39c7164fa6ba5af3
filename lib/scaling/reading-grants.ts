import { Stack } from 'aws-cdk-lib';
import { type IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { readPermissions } from '../sources/catalogue.ts';
import type { ReadPermission } from '../sources/source-construct.ts';
import type { ScalingDeployment } from './scaling-deployment.ts';

/**
 * Gives the deployment's roles the right to ask for what the readings of a scalable are made of, each thing by its name:
 * to the role that scales, and to the one that tunes at night where there is something to tune. One policy in each stack
 * holds them, since many scalables ask the same function. Answers with the policies.
 */
export function grantReadings(
  scope: Construct,
  config: ScalableConfig,
  deployment: ScalingDeployment,
): readonly Policy[] {
  const stack = Stack.of(scope);
  const parts = Object.values(config.readings).flatMap((reading) => reading.parts);
  const permissions = parts.flatMap((part) => readPermissions(part, stack));
  if (permissions.length === 0) return [];
  const { deploymentName, role, tunerRole, grants } = deployment;
  const scales = policyIn(stack, `${deploymentName}-reads`, role, (policy) => grants.add(policy));
  const tunes = config.policies.some(({ kind }) => kind === 'tuned');
  const policies = tunes ? [scales, policyIn(stack, `${deploymentName}-tuner-reads`, tunerRole)] : [scales];
  for (const policy of policies) policy.addStatements(...permissions.map(statement));
  return policies;
}

function policyIn(stack: Stack, id: string, role: IRole, onMade?: (policy: Policy) => void): Policy {
  const known = stack.node.tryFindChild(id);
  if (known instanceof Policy) return known;
  const made = new Policy(stack, id, { roles: [role] });
  onMade?.(made);
  return made;
}

function statement({ actions, resourceArn }: ReadPermission): PolicyStatement {
  return new PolicyStatement({ actions: [...actions], resources: [resourceArn] });
}
