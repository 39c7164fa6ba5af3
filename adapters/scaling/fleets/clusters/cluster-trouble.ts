import { becauseOf } from '../../../../core/because-of.ts';
import { awsCommand } from '../../../../core/model/aws-command.ts';
import { KubernetesError } from '../../targets/kubernetes-workload/kubernetes-error.ts';

/** It reads whatever an application has in a cluster but its secrets. Nodes are not among it, so prices then are not. */
const viewing = (partition: string) => `arn:${partition}:eks::aws:cluster-access-policy/AmazonEKSViewPolicy`;

/** Which Region was asked for, null where that of the process, and what it is a part of. */
export interface ClusterRegion {
  readonly region: string | null;
  readonly partition: string;
}

/** Why a cluster could not be read, for people, with what lets the person who asks in. */
export function clusterTrouble(cluster: string, { region, partition }: ClusterRegion, error: unknown): string {
  const told = `the EKS cluster "${cluster}" was not looked at`;
  if (!(error instanceof KubernetesError) || !/^(Unauthorized|Forbidden)$/.test(error.name)) {
    return `${told}: ${String(becauseOf(error).error)}`;
  }
  const named = ['--cluster-name', cluster, '--principal-arn', 'YOUR_ROLE_ARN'];
  const entry = awsCommand(region, 'eks', 'create-access-entry', ...named);
  const scope = ['--policy-arn', viewing(partition), '--access-scope', 'type=cluster'];
  const policy = awsCommand(region, 'eks', 'associate-access-policy', ...named, ...scope);
  return error.name === 'Unauthorized'
    ? `${told}: it does not know you; for a look at it: ${entry} && ${policy}`
    : `${told}: it does not let you list its workloads; for a look at it: ${policy}`;
}
