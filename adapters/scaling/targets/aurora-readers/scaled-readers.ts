import type { ServiceNamespace } from '@aws-sdk/client-application-auto-scaling';

/** What Application Auto Scaling knows the readers of a cluster by. */
export function scaledReaders({ dbClusterIdentifier }: { readonly dbClusterIdentifier: string }) {
  return {
    ServiceNamespace: 'rds' satisfies ServiceNamespace as 'rds',
    ScalableDimension: 'rds:cluster:ReadReplicaCount' as const,
    ResourceId: `cluster:${dbClusterIdentifier}`,
  };
}
