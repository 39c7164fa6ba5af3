import { bufferName, capacityBufferGroup } from './buffer.ts';
import type { Manifest } from './manifest.ts';

/** A workload by the names that RBAC knows it by. */
export interface RbacWorkload {
  readonly namespace: string;
  readonly group: string;
  readonly resource: string;
  readonly name: string;
}

/** The group of Kubernetes that the role of a deployment belongs to, by its access entry. */
export function groupOf(deployment: string): string {
  return `headroom:${deployment}`;
}

/**
 * What lets a deployment scale exactly one workload: it may read and set its scale, and no other's. Listing has no names to
 * narrow it to: it may list the autoscalers of the namespace, to see who else scales the workload, and its pods, to see which
 * of them wait for a node.
 */
export function roleOf(deployment: string, workload: RbacWorkload): Granted {
  const { namespace, group, resource, name: workloadName } = workload;
  const named = { apiGroups: [group], resourceNames: [workloadName] };
  return granted(deployment, { namespace, name: `headroom-${deployment}-${resource}-${workloadName}` }, [
    { ...named, resources: [resource], verbs: ['get'] },
    { ...named, resources: [`${resource}/scale`], verbs: ['get', 'patch'] },
    { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: ['list'] },
    { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
  ]);
}

/** What lets it size the buffer of one workload besides: a Deployment of its name, or what the cluster serves as a buffer itself. */
export function bufferRoleOf(deployment: string, { namespace, resource, name }: RbacWorkload): Granted {
  const resourceNames = [bufferName(name)];
  const apps = { apiGroups: ['apps'], resourceNames };
  // No workload is called so, whose own Role would have this name.
  return granted(deployment, { namespace, name: `headroom-${deployment}-${resource}-${name}:buffer` }, [
    { ...apps, resources: ['deployments'], verbs: ['get'] },
    { ...apps, resources: ['deployments/scale'], verbs: ['patch'] },
    { apiGroups: [capacityBufferGroup], resourceNames, resources: ['capacitybuffers'], verbs: ['get', 'patch'] },
  ]);
}

/** What RBAC lets somebody do. */
export interface RbacRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

export type Granted = readonly [role: Manifest & { readonly rules: readonly RbacRule[] }, binding: Manifest];

function granted(
  deployment: string,
  metadata: { readonly namespace: string; readonly name: string },
  rules: readonly RbacRule[],
): Granted {
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules };
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: groupOf(deployment) }],
  };
  return [role, binding];
}
