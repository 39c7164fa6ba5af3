import type { ClusterClient } from '../../../adapters/scaling/targets/kubernetes-workload/cluster-client.ts';
import { kubernetesWorkloads } from '../../../adapters/scaling/targets/kubernetes-workload/kubernetes-workload.ts';
import { type BenchTarget, everywhere } from './any-kind.ts';

export const kubernetesWorkload: BenchTarget<'kubernetes-workload'> = {
  config: (name) => ({
    ...{ kind: 'kubernetes-workload', account: null, region: null, cluster: 'shop', namespace: 'shop' },
    ...{ group: 'apps', version: 'v1', resource: 'deployments', name },
  }),
  make(reads) {
    const clients = everywhere(counting(reads));
    return (world) => kubernetesWorkloads({ ...world, clients });
  },
};

/** An API server that has every Deployment, each at rest, and no autoscalers. */
function counting(reads: Map<string, number>): ClusterClient {
  return {
    async send({ method, path }) {
      const operation = path.endsWith('/horizontalpodautoscalers') ? 'list autoscalers' : 'get workload';
      if (method === 'GET') reads.set(operation, (reads.get(operation) ?? 0) + 1);
      if (operation === 'list autoscalers') return { items: [] };
      return { spec: { replicas: 4 }, status: { replicas: 4, readyReplicas: 4, updatedReplicas: 4 } };
    },
  };
}
