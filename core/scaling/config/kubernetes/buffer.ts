import type { Manifest } from './role.ts';

/** Room that is kept ready for a workload. */
export interface Buffer {
  readonly namespace: string;
  /** The workload that it is for. */
  readonly name: string;
  /** How many of its pods it keeps room for. */
  readonly units: number;
  /** What one of its pods requests, e.g. `500m` and `1Gi`. */
  readonly requests: { readonly cpu: string; readonly memory: string };
}

/** Cluster Autoscaler brings no node for what is below this (`--expendable-pods-priority-cutoff`). */
const priority = -10;

/**
 * Pods that do nothing and give way at once to any other: where a spike finds no node with room, it finds theirs, and what
 * brings nodes brings one for them meanwhile. Karpenter, or a node group with its autoscaler, pays for nodes that hold them.
 */
export function bufferOf({
  namespace,
  name,
  units,
  requests,
}: Buffer): readonly [priorityClass: Manifest, deployment: Manifest] {
  const className = 'headroom-buffer';
  const own = `${name}-headroom-buffer`;
  const labels = { app: own };
  const containers = [{ name: 'pause', image: 'registry.k8s.io/pause:3.10', resources: { requests } }];
  const description = 'Room that is kept ready; gives way to everything else';
  const priorityClass = {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: className },
    ...{ value: priority, globalDefault: false, preemptionPolicy: 'Never', description },
  };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: own, namespace },
    spec: {
      replicas: units,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { priorityClassName: className, terminationGracePeriodSeconds: 0, containers },
      },
    },
  };
  return [priorityClass, deployment];
}
