import { Stack } from 'aws-cdk-lib';
import { CfnAccessEntry } from 'aws-cdk-lib/aws-eks';
import type { Construct, IConstruct } from 'constructs';
import { groupOf } from '../../../../core/scaling/config/kubernetes/role.ts';
import { knownName } from '../../../deployment/known-name.ts';
import type { CapacityPrincipal } from '../scaling-target.ts';

/** The entries of an app, by deployment and cluster: EKS takes one for each role. */
const ofApp = new WeakMap<IConstruct, Map<string, CfnAccessEntry>>();

/**
 * The entry by which a cluster knows the role of a deployment, as one of a group that RBAC grants to; made with the first
 * workload of the cluster. The construct of CDK itself has no groups.
 */
export function accessEntryOf(scope: Construct, clusterName: string, principal: CapacityPrincipal): CfnAccessEntry {
  const { roleArn: principalArn, deploymentName } = principal;
  const known = ofApp.get(scope.node.root) ?? new Map<string, CfnAccessEntry>();
  ofApp.set(scope.node.root, known);
  const stack = Stack.of(scope);
  const { text } = knownName(clusterName, scope);
  const key = `${deploymentName} ${text}`;
  const there = known.get(key);
  if (there !== undefined) return there;
  const kubernetesGroups = [groupOf(deploymentName)];
  const made = new CfnAccessEntry(stack, `HeadroomAccess-${deploymentName}-${text}`, {
    ...{ clusterName, principalArn, kubernetesGroups, type: 'STANDARD' },
  });
  known.set(key, made);
  return made;
}
