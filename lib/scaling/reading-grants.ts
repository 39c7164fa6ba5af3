import { Stack } from 'aws-cdk-lib';
import { type Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { SharedPolicy } from '../deployment/shared-policy.ts';
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
  const { deploymentName, role, tunerRole } = deployment;
  const tunes = config.policies.some(({ kind }) => kind === 'tuned');
  const policies = [
    SharedPolicy.of(stack, `${deploymentName}-reads`, role),
    ...(tunes ? [SharedPolicy.of(stack, `${deploymentName}-tuner-reads`, tunerRole)] : []),
  ];
  return policies.map((policy) => policy.allow(permissions.map(statement)));
}

function statement({ actions, resourceArn, conditions = {} }: ReadPermission): PolicyStatement {
  return new PolicyStatement({ actions: [...actions], resources: [resourceArn], conditions });
}
