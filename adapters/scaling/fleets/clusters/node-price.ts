import type { UnitPrices } from '../../../../core/prices/unit-prices.ts';
import type { Requests } from '../../../../core/scaling/config/kubernetes/pod-requests.ts';
import { quantityOf } from '../../../../core/scaling/config/kubernetes/quantity.ts';
import type { Node } from './read-cluster.ts';

/** What the nodes of a cluster have for pods together, and cost an hour in dollars. */
export interface NodesTogether extends Requests {
  readonly usdPerHour: number;
}

/** Null where there are none, or the price of one is not known: a pod may run on any. */
export function nodesTogether(nodes: readonly Node[], prices: UnitPrices): NodesTogether | null {
  let [cpu, memory, usdPerHour] = [0, 0, 0];
  for (const { metadata, status } of nodes) {
    const price = prices.instanceUsdPerHour(metadata?.labels?.['node.kubernetes.io/instance-type'] ?? '');
    if (price === null) return null;
    usdPerHour += price;
    cpu += quantityOf(status?.allocatable?.cpu ?? '0') ?? 0;
    memory += quantityOf(status?.allocatable?.memory ?? '0') ?? 0;
  }
  return cpu > 0 && memory > 0 ? { cpu, memory, usdPerHour } : null;
}

/**
 * What a pod costs an hour: its share of all nodes, by that of cores and memory of which it takes more, since nodes are full
 * once one of them is. Null where nothing is requested: then it takes what is left.
 */
export function podUsdPerHour(requests: Requests, nodes: NodesTogether | null): number | null {
  if (nodes === null) return null;
  const share = Math.max(requests.cpu / nodes.cpu, requests.memory / nodes.memory);
  return share === 0 ? null : share * nodes.usdPerHour;
}
