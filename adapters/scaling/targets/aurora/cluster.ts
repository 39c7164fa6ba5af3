import { type DBCluster, DescribeDBClustersCommand, type RDSClient } from '@aws-sdk/client-rds';
import { Refusal } from '../../../../core/model/errors.ts';
import type { Because } from '../../../../core/model/reason.ts';

/** What is asked of RDS. */
export type RdsSender = Pick<RDSClient, 'send'>;

/** What a cluster is called for people. */
export const tellCluster = ({ dbClusterIdentifier }: { readonly dbClusterIdentifier: string }) =>
  `the cluster "${dbClusterIdentifier}"`;

/**
 * Reads a cluster that can be scaled. Throws `Refusal` where there is none, where it is going, and where it is none of Aurora
 * that has instances: a Multi-AZ DB cluster has its two readers for good, and Serverless v1 has none.
 */
export async function readCluster(client: RdsSender, id: string, abortSignal: AbortSignal): Promise<DBCluster> {
  const told = tellCluster({ dbClusterIdentifier: id });
  const cluster = await describe(client, id, abortSignal);
  if (cluster === null) throw new Refusal(`${told} does not exist; correct its name or remove the scalable`);
  const { Status = 'unknown', Engine = '', EngineMode = 'provisioned' } = cluster;
  if (Status === 'deleting') throw new Refusal(`${told} is ${Status}; remove the scalable`);
  if (!Engine.startsWith('aurora')) throw new Refusal(`${told} runs ${Engine}, not Aurora; remove the scalable`);
  if (EngineMode === 'serverless') {
    throw new Refusal(`${told} is Aurora Serverless v1, which scales itself; remove the scalable`);
  }
  return cluster;
}

/** The cluster of this name; null where RDS knows none. */
export async function describe(client: RdsSender, id: string, abortSignal: AbortSignal): Promise<DBCluster | null> {
  const asked = new DescribeDBClustersCommand({ DBClusterIdentifier: id });
  try {
    const { DBClusters: [cluster] = [] } = await client.send(asked, { abortSignal });
    return cluster ?? null;
  } catch (error) {
    if (error instanceof Error && error.name === 'DBClusterNotFoundFault') return null;
    throw error;
  }
}

/**
 * Why a cluster takes no change just now; null where it takes one.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html#Aurora.Status
 */
export function clusterBusy(told: string, { Status = 'unknown' }: DBCluster): Because | null {
  if (Status === 'available') return null;
  return { says: '{told} is {status}, and takes no change until it is available', told, status: Status };
}
