import { awsCommand } from '../../../model/aws-command.ts';
import { shellCommand } from '../../../model/shell-command.ts';
import { type Found, ok, trouble, warning } from '../../../model/verdict.ts';
import { groupOf } from '../../config/kubernetes/role.ts';

/** An access entry as EKS describes it. */
export interface EntryTold {
  readonly groups: readonly string[];
}

/** One thing that a deployment has to be allowed in a cluster. */
export interface RightTold {
  /** For people: `patch deployments/scale "web"`. */
  readonly told: string;
  readonly isAllowed: boolean;
  /** Whether it is of use in some clusters alone. */
  readonly isOptional: boolean;
}

/** By whom a cluster is to know a deployment. */
interface Known {
  readonly cluster: string;
  readonly region: string | null;
  readonly deployment: string;
  readonly roleArn: string;
  /** By what the cluster knows its callers. */
  readonly authenticationMode: string;
}

/** What is found of the entry by which a cluster knows the role of a deployment. */
export function foundOfEntry(
  entry: EntryTold | null,
  { cluster, region, deployment, roleArn, authenticationMode }: Known,
): Found {
  const group = groupOf(deployment);
  const named = ['--cluster-name', cluster, '--principal-arn', roleArn, '--kubernetes-groups', group];
  const told = `the EKS cluster "${cluster}"`;
  if (entry === null) {
    const mend = awsCommand(region, 'eks', 'create-access-entry', ...named);
    const says = `${told} has no access entry of its role, so that it does not let Headroom in`;
    if (authenticationMode === 'API') return trouble(says, mend);
    return warning(`${says}, unless its aws-auth maps the role to the group ${group}`, mend);
  }
  if (entry.groups.includes(group)) return ok(`${told} knows its role as one of ${group}`);
  const mend = awsCommand(region, 'eks', 'update-access-entry', ...named.slice(0, -1), ...entry.groups, group);
  return trouble(
    `the access entry of its role in ${told} is not in the group ${group}, which its Role grants rights to`,
    mend,
  );
}

/** What is found of what RBAC lets the group of a deployment do. */
export function foundOfRights(rights: readonly RightTold[], deployment: string, scalable: string): Found {
  const group = groupOf(deployment);
  const missing = rights.filter(({ isAllowed, isOptional }) => !isAllowed && !isOptional);
  if (missing.length === 0) return ok(`the group ${group} may do all that it has to`);
  const told = missing.map((one) => one.told).join(', ');
  const print = shellCommand('npx', 'headroom-aws', 'manifests', 'role', scalable);
  return trouble(`the group ${group} may not ${told}`, `${print} | kubectl apply -f -`);
}
