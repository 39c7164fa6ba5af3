import type { TargetConfig } from '../target-kinds.ts';

type Workload = Pick<TargetConfig<'kubernetes-workload'>, 'group' | 'version' | 'resource' | 'name'>;

/** What an autoscaler of Kubernetes points at. It names a kind, where the API serves a resource. */
export interface ScaleTarget {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

const kinds: Readonly<Record<string, string>> = {
  deployments: 'Deployment',
  statefulsets: 'StatefulSet',
  replicasets: 'ReplicaSet',
};

/** Null where the kind of a resource cannot be told by its name. */
export function scaleTargetOf({ group, version, resource, name }: Workload): ScaleTarget | null {
  const kind = group === 'apps' ? kinds[resource] : undefined;
  return kind === undefined ? null : { apiVersion: `${group}/${version}`, kind, name };
}
