/** A workload by the names that RBAC knows it by. */
export interface RbacWorkload {
  readonly namespace: string;
  readonly group: string;
  readonly resource: string;
  readonly name: string;
}

/** An object of Kubernetes, as it is applied. */
export type Manifest = Readonly<Record<string, unknown>> & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
};

/** The group of Kubernetes that the role of a deployment belongs to, by its access entry. */
export function groupOf(deployment: string): string {
  return `headroom:${deployment}`;
}

/**
 * What lets a deployment scale exactly one workload: it may read and set its scale, and no other's. Listing has no names to
 * narrow it to: it may list the autoscalers of the namespace, to see who else scales the workload, and its pods, to see which
 * of them wait for a node.
 */
export function roleOf(deployment: string, workload: RbacWorkload): readonly [role: Manifest, binding: Manifest] {
  const { namespace, group, resource, name: workloadName } = workload;
  const name = `headroom-${deployment}-${resource}-${workloadName}`;
  const metadata = { name, namespace };
  const named = { apiGroups: [group], resourceNames: [workloadName] };
  const role = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata,
    rules: [
      { ...named, resources: [resource], verbs: ['get'] },
      { ...named, resources: [`${resource}/scale`], verbs: ['get', 'patch'] },
      { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: ['list'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
    ],
  };
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: groupOf(deployment) }],
  };
  return [role, binding];
}
