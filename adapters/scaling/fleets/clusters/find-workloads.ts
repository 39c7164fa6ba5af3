import { type EKSClient, ListClustersCommand } from '@aws-sdk/client-eks';
import { partitionOf } from '../../../../core/model/aws-partition.ts';
import { housePrices, type UnitPrices } from '../../../../core/prices/unit-prices.ts';
import { allPages } from '../../../aws/all-pages.ts';
import type { ClusterClient } from '../../targets/kubernetes-workload/cluster-client.ts';
import type { UnderWay } from '../fleet-finder.ts';
import { maskedFault, notLookedAt, type TellFault } from '../tell-fault.ts';
import { type ClusterRegion, clusterTrouble } from './cluster-trouble.ts';
import { readCluster } from './read-cluster.ts';
import { workloadFleets } from './workload-fleets.ts';

/** What finds clusters, and what reads them. */
export interface ClusterReaders {
  readonly eks: Pick<EKSClient, 'send'> & { readonly config?: Pick<EKSClient['config'], 'region'> };
  readonly client: ClusterClient;
}

/** The workloads of clusters, and what could not be looked at, a sentence each. */
export interface FoundWorkloads {
  readonly fleets: readonly UnderWay[];
  readonly troubles: readonly string[];
}

export const noWorkloads: FoundWorkloads = { fleets: [], troubles: [] };

/** Clusters that are read at once. */
const atOnce = 4;

/**
 * Every Deployment and StatefulSet of the clusters of an account and Region but those of Kubernetes itself, with what scales
 * them and what their pods cost: five calls a cluster, none of which changes anything. Never rejects: a cluster that may not
 * be read is told with what lets one in.
 */
export async function findWorkloads(
  { eks, client }: ClusterReaders,
  region: string | null,
  tell: TellFault = maskedFault,
  prices: UnitPrices = housePrices,
): Promise<FoundWorkloads> {
  const names = await allPages(async (nextToken) => {
    const told = await eks.send(new ListClustersCommand({ maxResults: 100, nextToken }));
    return { items: told.clusters, next: told.nextToken };
  }).catch((error: unknown) => notLookedAt('clusters of EKS', tell(error)));
  if (typeof names === 'string') return { fleets: [], troubles: [names] };
  const place = { region, partition: partitionOf(region ?? (await ownRegion(eks))) };
  const next = names.values();
  const found: FoundWorkloads[] = [];
  const work = async () => {
    for (const name of next) found.push(await workloadsOf(client, name, { place, prices }));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, names.length) }, work));
  return { fleets: found.flatMap(({ fleets }) => fleets), troubles: found.flatMap(({ troubles }) => troubles) };
}

/** That of the process; null where it does not say. */
async function ownRegion({ config }: ClusterReaders['eks']): Promise<string | null> {
  return (await config?.region().catch(() => null)) ?? null;
}

async function workloadsOf(
  client: ClusterClient,
  cluster: string,
  { place, prices }: { readonly place: ClusterRegion; readonly prices: UnitPrices },
): Promise<FoundWorkloads> {
  try {
    const read = await readCluster(client, cluster);
    return { fleets: workloadFleets(read, prices), troubles: read.troubles };
  } catch (error) {
    return { fleets: [], troubles: [clusterTrouble(cluster, place, error)] };
  }
}
