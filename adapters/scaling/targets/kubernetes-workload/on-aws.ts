import { EKSClient } from '@aws-sdk/client-eks';
import { readingClient } from '../../../aws/client-settings.ts';
import { regional } from '../../../aws/regional.ts';
import type { MakeNamedTarget } from '../any-kind/kind-target.ts';
import { clusterClient } from './cluster-client.ts';
import { kubernetesWorkloads } from './kubernetes-workload.ts';
import { retried } from './retried.ts';
import { servedBuffers } from './served-buffers.ts';

/** Workloads of the clusters that EKS has. Make it once a process: it keeps its clients, connections and tokens. */
export function onAws(): MakeNamedTarget<'kubernetes-workload'> {
  const client = regional((region) =>
    clusterClient(new EKSClient({ ...readingClient, ...(region !== null && { region }) }), Date.now),
  );
  const served = servedBuffers(Date.now);
  return (world) => {
    const reader = (region: string | null) => retried(client(region), world.random);
    return kubernetesWorkloads({ ...world, clients: { reader, actor: client } }, served);
  };
}
