import type { ApiRequest } from '../../targets/kubernetes-workload/api-request.ts';
import type { ClusterClient } from '../../targets/kubernetes-workload/cluster-client.ts';
import { KubernetesError } from '../../targets/kubernetes-workload/kubernetes-error.ts';
import type { Autoscaler } from '../../targets/kubernetes-workload/rivals.ts';
import type { Workload } from '../../targets/kubernetes-workload/workload.ts';

/** A Deployment or StatefulSet of a list, which leaves its kind out. */
export interface Listed extends Workload {
  readonly metadata?: Workload['metadata'] & { readonly name?: string; readonly namespace?: string };
}

export interface Node {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
  readonly status?: { readonly allocatable?: Readonly<Record<string, string>> };
}

type ListedAutoscaler = Autoscaler & { readonly metadata?: { readonly namespace?: string } };

/** What was read of a cluster. */
export interface ClusterRead {
  readonly cluster: string;
  readonly deployments: readonly Listed[];
  readonly statefulSets: readonly Listed[];
  /** Null where they may not be listed. */
  readonly autoscalers: readonly ListedAutoscaler[] | null;
  readonly nodes: readonly Node[] | null;
  readonly troubles: readonly string[];
}

/** A page of a list: the server holds no more of it in its memory at once. */
const pageSize = 500;
const patienceMs = 30_000;

/** Lists what runs in a cluster, what scales it and what it runs on. Rejects where its workloads may not be listed. */
export async function readCluster(client: ClusterClient, cluster: string): Promise<ClusterRead> {
  const list = <Item>(path: string) => listAll<Item>(client, cluster, path);
  const troubles: string[] = [];
  const orNull = async <Item>(what: string, listing: Promise<Item[]>) => {
    try {
      return await listing;
    } catch (error) {
      if (!(error instanceof KubernetesError) || error.name !== 'Forbidden') throw error;
      troubles.push(`the EKS cluster "${cluster}" does not let you list its ${what}`);
      return null;
    }
  };
  const [deployments, statefulSets, autoscalers, nodes] = await Promise.all([
    list<Listed>('/apis/apps/v1/deployments'),
    list<Listed>('/apis/apps/v1/statefulsets'),
    orNull('autoscalers', list<ListedAutoscaler>('/apis/autoscaling/v2/horizontalpodautoscalers')),
    orNull('nodes, so that nobody knows what its pods cost; give --price', list<Node>('/api/v1/nodes')),
  ]);
  return { cluster, deployments, statefulSets, autoscalers, nodes, troubles };
}

interface Page<Item> {
  readonly items?: readonly Item[];
  readonly metadata?: { readonly continue?: string };
}

async function listAll<Item>(client: ClusterClient, cluster: string, path: string): Promise<Item[]> {
  const items: Item[] = [];
  const abortSignal = AbortSignal.timeout(patienceMs);
  let token = '';
  do {
    const query = new URLSearchParams({ limit: String(pageSize), ...(token !== '' && { continue: token }) });
    const asked: ApiRequest = { method: 'GET', path: `${path}?${query}` };
    const page = (await client.send({ cluster, ...asked }, { abortSignal })) as Page<Item>;
    items.push(...(page.items ?? []));
    token = page.metadata?.continue ?? '';
  } while (token !== '');
  return items;
}

/** The same client, which asks for nothing but what reads: anything else rejects before the network. */
export function onlyReading(client: ClusterClient, onCall: (call: string) => void): ClusterClient {
  return {
    async send(asked, options) {
      if (asked.method !== 'GET') throw new RangeError(`${asked.method} is not sent: this client only reads`);
      onCall(`GET ${asked.path.split('?')[0]}`);
      return client.send(asked, options);
    },
  };
}
