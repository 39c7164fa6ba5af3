import { DescribeAccessEntryCommand } from '@aws-sdk/client-eks';
import type { EntryTold, RightTold } from '../../../core/scaling/checkup/targets/kubernetes-access.ts';
import { bufferRoleOf, groupOf, type RbacRule, roleOf } from '../../../core/scaling/config/kubernetes/role.ts';
import type { TargetConfig } from '../../../core/scaling/config/target-kinds.ts';
import type { AccountReader } from '../../aws/account-reader.ts';
import type { ClusterClient } from '../targets/kubernetes-workload/cluster-client.ts';

type Target = TargetConfig<'kubernetes-workload'>;

/** The access entry by which a cluster knows a role; null where it has none of it. */
export async function accessEntry(
  { eks }: AccountReader,
  { cluster: clusterName }: Target,
  principalArn: string,
  abortSignal: AbortSignal,
): Promise<EntryTold | null> {
  try {
    const command = new DescribeAccessEntryCommand({ clusterName, principalArn });
    const { accessEntry: entry } = await eks.send(command, { abortSignal });
    return { groups: entry?.kubernetesGroups ?? [] };
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return null;
    throw error;
  }
}

interface Whose {
  readonly deployment: string;
  /** Whether a buffer is to be sized too. */
  readonly hasPool: boolean;
}

/**
 * Whether the group of a deployment may do each thing that its Role is to grant: the cluster is asked, which answers and keeps
 * nothing. Whoever asks needs the right to create SubjectAccessReviews.
 */
export async function rightsOfGroup(
  client: ClusterClient,
  target: Target,
  { deployment, hasPool }: Whose,
  abortSignal: AbortSignal,
): Promise<readonly RightTold[]> {
  const [role] = roleOf(deployment, target);
  const rules = [...role.rules, ...(hasPool ? bufferRoleOf(deployment, target)[0].rules : [])];
  const groups = [groupOf(deployment), 'system:authenticated'];
  const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
  return Promise.all(
    rules.flatMap(attributesOf).map(async ({ optional, ...one }) => {
      const resourceAttributes = { namespace: target.namespace, ...one };
      const body = {
        ...{ apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview' },
        spec: { user: 'headroom', groups, resourceAttributes },
      };
      const told = await client.send({ cluster: target.cluster, method: 'POST', path, body }, { abortSignal });
      const { status } = told as { status?: { allowed?: boolean } };
      const what = one.subresource === undefined ? one.resource : `${one.resource}/${one.subresource}`;
      const named = one.name === undefined ? '' : ` "${one.name}"`;
      return { told: `${one.verb} ${what}${named}`, isAllowed: status?.allowed === true, isOptional: optional };
    }),
  );
}

/** A rule as the cluster is asked about it. What only some clusters serve is of no use in others. */
function attributesOf({ apiGroups, resources, resourceNames, verbs }: RbacRule) {
  const names = resourceNames ?? [undefined];
  return apiGroups.flatMap((group) =>
    resources.flatMap((one) => {
      const [resource = '', subresource] = one.split('/');
      return names.flatMap((name) =>
        verbs.map((verb) => ({
          ...{ group, resource, verb, optional: resource === 'capacitybuffers' },
          ...(subresource !== undefined && { subresource }),
          ...(name !== undefined && { name }),
        })),
      );
    }),
  );
}
