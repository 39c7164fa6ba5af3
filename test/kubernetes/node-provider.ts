import { setTimeout as sleep } from 'node:timers/promises';
import type { ListOf, Pod } from '../../adapters/scaling/targets/kubernetes-workload/workload.ts';
import type { LocalCluster } from '../../local/kubernetes/start-cluster.ts';
import { addNode } from './shop.ts';

/** Stands in for Karpenter: so long after a pod has found no node it brings one, and goes on until none waits. */
export interface NodeProvider {
  /** How many it has brought. */
  readonly brought: number;
  stop(): Promise<void>;
}

export function provideNodes(
  cluster: LocalCluster,
  { cores, afterMs }: { cores: string; afterMs: number },
): NodeProvider {
  const provider = { brought: 0 };
  let isOver = false;
  const waits = async () => {
    const path = '/api/v1/namespaces/shop/pods?fieldSelector=spec.nodeName%3D';
    const { items = [] } = (await cluster.ask('GET', path)) as ListOf<Pod>;
    return items.some(({ metadata, status }) => {
      return (
        metadata?.deletionTimestamp === undefined &&
        status?.conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable')
      );
    });
  };
  const providing = (async () => {
    while (!isOver) {
      await sleep(100);
      if (!(await waits())) continue;
      await sleep(afterMs);
      if (isOver || !(await waits())) continue;
      provider.brought++;
      await addNode(cluster, `brought-${provider.brought}`, cores);
      // The scheduler looks at what waits within a second of a new node.
      await sleep(1500);
    }
  })();
  return {
    get brought() {
      return provider.brought;
    },
    async stop() {
      isOver = true;
      await providing;
    },
  };
}
