import type { Manifest } from './manifest.ts';
import type { ScaleTarget } from './scale-target.ts';

/** Room that is kept ready for a workload. */
export interface Buffer {
  readonly namespace: string;
  /** The workload that it is for. */
  readonly name: string;
  /** How many of its pods it keeps room for; null where Headroom decides that. */
  readonly units: number | null;
  /** What one of its pods requests, e.g. `500m` and `1Gi`. */
  readonly requests: { readonly cpu: string; readonly memory: string };
}

/** Cluster Autoscaler brings no node for what is below this (`--expendable-pods-priority-cutoff`). */
const priority = -10;

/**
 * A placeholder that is gone the moment it is deleted may be deleted a second time by a scheduler that has not noticed, which
 * then leaves the pod that it makes room for alone for five minutes (https://github.com/kubernetes/kubernetes/issues/141694,
 * open; seen with 1.36.3). One that ends is not deleted again.
 */
const endSeconds = 1;

/** What the pods of buffers are of, and what tells that a buffer is one of Headroom's and for which workload. */
export const bufferClass = 'headroom-buffer';
export const bufferLabels = { 'app.kubernetes.io/managed-by': 'headroom' } as const;
export const bufferOfAnnotation = 'headroom/buffer-of';

/** A label is at most so long (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/), and a buffer's name is one. */
const longestLabel = 63;
const ending = '-headroom-buffer';

/** The name of the buffer of a workload. Of a name that is too long its end is left out, and what it is told by is a mark of the whole. */
export function bufferName(name: string): string {
  if (name.length + ending.length <= longestLabel) return `${name}${ending}`;
  const mark = `-${fnv1a(name)}`;
  const kept = name.slice(0, longestLabel - ending.length - mark.length);
  return `${kept.replace(/[^a-z0-9]+$/, '')}${mark}${ending}`;
}

function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (const unit of text) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}

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
  const own = bufferName(name);
  const labels = { app: own };
  const containers = [{ name: 'pause', image: 'registry.k8s.io/pause:3.10', resources: { requests } }];
  const description = 'Room that is kept ready; gives way to everything else';
  const priorityClass = {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: bufferClass },
    ...{ value: priority, globalDefault: false, preemptionPolicy: 'Never', description },
  };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: ownMetadata(namespace, name),
    spec: {
      // Left out where Headroom sets it, so that applying this once more sets nothing back.
      ...(units !== null && { replicas: units }),
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { priorityClassName: bufferClass, terminationGracePeriodSeconds: endSeconds, containers },
      },
    },
  };
  return [priorityClass, deployment];
}

/**
 * The same where the cluster serves buffers itself: as many pods of the workload's own template as it says are counted when
 * nodes are brought and taken away, and none is made.
 * https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/apis/capacitybuffer
 */
export function capacityBufferOf(
  { namespace, name, units }: Omit<Buffer, 'requests'>,
  { apiVersion, kind }: ScaleTarget,
): Manifest {
  const [apiGroup = ''] = apiVersion.split('/');
  return {
    apiVersion: `${capacityBufferGroup}/v1beta1`,
    kind: 'CapacityBuffer',
    metadata: ownMetadata(namespace, name),
    spec: {
      provisioningStrategy: 'buffer.x-k8s.io/active-capacity',
      scalableRef: { apiGroup, kind, name },
      replicas: units ?? 0,
    },
  };
}

export const capacityBufferGroup = 'autoscaling.x-k8s.io';

function ownMetadata(namespace: string, name: string): Manifest['metadata'] {
  return { name: bufferName(name), namespace, labels: bufferLabels, annotations: { [bufferOfAnnotation]: name } };
}
