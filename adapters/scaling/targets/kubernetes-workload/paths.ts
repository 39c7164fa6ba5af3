import { bufferName, capacityBufferGroup } from '../../../../core/scaling/config/kubernetes/buffer.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';

type Config = TargetConfig<'kubernetes-workload'>;

/** Where the API serves a workload. */
export function workloadPath({ group, version, namespace, resource, name }: Config): string {
  return ['/apis', group, version, 'namespaces', namespace, resource, name].map(encoded).join('/');
}

/** Pods of a namespace that a selector finds; with `unplaced`, those alone that no node has been found for. */
export function podsPath(namespace: string, selector: string, { unplaced }: { readonly unplaced: boolean }): string {
  const query = new URLSearchParams({
    labelSelector: selector,
    ...(unplaced && { fieldSelector: 'spec.nodeName=' }),
    // What is served from the server's memory costs its database nothing.
    resourceVersion: '0',
  });
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods?${query}`;
}

/** Where the API serves the placeholders of a workload's buffer. */
export function placeholdersPath({ namespace, name }: Pick<Config, 'namespace' | 'name'>): string {
  return `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/deployments/${bufferName(name)}`;
}

/** Where it serves the buffer itself, in a version that it has. */
export function capacityBufferPath({ namespace, name }: Pick<Config, 'namespace' | 'name'>, version: string): string {
  const group = `/apis/${capacityBufferGroup}/${encodeURIComponent(version)}`;
  return `${group}/namespaces/${encodeURIComponent(namespace)}/capacitybuffers/${bufferName(name)}`;
}

/** The autoscalers of a namespace. */
export function autoscalersPath(namespace: string): string {
  return `/apis/autoscaling/v2/namespaces/${encodeURIComponent(namespace)}/horizontalpodautoscalers`;
}

function encoded(part: string, index: number): string {
  return index === 0 ? part : encodeURIComponent(part);
}
