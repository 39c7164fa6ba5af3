import type { RDSClient } from '@aws-sdk/client-rds';
import { Refusal } from '../../core/model/errors.ts';
import type { ServerAddress } from './fleet.ts';

/**
 * The instances of a cluster of Aurora or of a Multi-AZ DB cluster, the writer among them; those that are being made or
 * deleted are left out. Who writes is asked of the instances themselves, since AWS tells it with delay after a failover.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html
 */
export async function clusterMembers(
  client: Pick<RDSClient, 'send'>,
  cluster: string,
): Promise<readonly ServerAddress[]> {
  const { DescribeDBClustersCommand, DescribeDBInstancesCommand } = await import('@aws-sdk/client-rds');
  const { DBClusters = [] } = await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: cluster }));
  const members = new Set((DBClusters[0]?.DBClusterMembers ?? []).map((member) => member.DBInstanceIdentifier));
  const Filters = [{ Name: 'db-cluster-id', Values: [cluster] }];
  const found: ServerAddress[] = [];
  let Marker: string | undefined;
  do {
    const page = await client.send(
      new DescribeDBInstancesCommand({ Filters, ...(Marker !== undefined && { Marker }) }),
    );
    for (const { DBInstanceIdentifier, Endpoint } of page.DBInstances ?? []) {
      // One without an endpoint is still being made.
      if (!members.has(DBInstanceIdentifier) || Endpoint?.Address === undefined) continue;
      found.push({ host: Endpoint.Address, port: Endpoint.Port ?? 5432 });
    }
    Marker = page.Marker;
  } while (Marker !== undefined && Marker !== '');
  if (found.length > 0) return found;
  const next = 'check its name and Region, and that it has instances';
  throw new Refusal(`cluster "${cluster}" has no instance that can be reached; ${next}`);
}
