import { randomUUID } from 'node:crypto';
import {
  CreateDBInstanceCommand,
  type DBCluster,
  type DBInstance,
  DeleteDBInstanceCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { Dimension } from './dimension.ts';

/** It names what it makes, and removes nothing else. */
const named = 'application-autoscaling-';

/** `rds:cluster:ReadReplicaCount`: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html. */
export function auroraReaders(client: RDSClient): Dimension {
  return {
    most: 15,
    async count(resourceId) {
      const seen = await see(client, resourceId);
      if (seen === null) return null;
      const { cluster, writer, readers } = seen;
      const isActive = [writer, ...readers].every((one) => one?.DBInstanceStatus === 'available');
      return { now: readers.length, isActive: isActive && cluster.Status === 'available' };
    },
    async move(resourceId, to) {
      const seen = await see(client, resourceId);
      if (seen === null) throw new Error(`${resourceId} is gone`);
      for (let more = seen.readers.length; more < to; more++) await make(client, seen.cluster, seen.writer);
      const removable = seen.readers.filter(({ DBInstanceIdentifier: id = '' }) => id.startsWith(named));
      const gone = removable.slice(0, Math.max(0, seen.readers.length - to));
      for (const { DBInstanceIdentifier } of gone) {
        await client.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }));
      }
    },
  };
}

async function see(client: RDSClient, resourceId: string) {
  const id = resourceId.replace(/^cluster:/, '');
  const { DBClusters = [] } = await client.send(new DescribeDBClustersCommand({}));
  const cluster = DBClusters.find(({ DBClusterIdentifier }) => DBClusterIdentifier === id);
  if (cluster === undefined) return null;
  const asked = new DescribeDBInstancesCommand({ Filters: [{ Name: 'db-cluster-id', Values: [id] }] });
  const { DBInstances = [] } = await client.send(asked);
  const writes = cluster.DBClusterMembers?.find(({ IsClusterWriter }) => IsClusterWriter)?.DBInstanceIdentifier;
  const [writer] = DBInstances.filter(({ DBInstanceIdentifier }) => DBInstanceIdentifier === writes);
  return { cluster, writer, readers: DBInstances.filter((one) => one !== writer) };
}

/** Of the class of the writer, and the last to be promoted. */
async function make(client: RDSClient, cluster: DBCluster, writer: DBInstance | undefined): Promise<void> {
  const { DBClusterIdentifier, Engine } = cluster;
  await client.send(
    new CreateDBInstanceCommand({
      ...{ DBClusterIdentifier, Engine, PromotionTier: 15, DBInstanceIdentifier: `${named}${randomUUID()}` },
      DBInstanceClass: writer?.DBInstanceClass,
      Tags: [{ Key: 'application-autoscaling:resourceId', Value: `cluster:${DBClusterIdentifier}` }],
    }),
  );
}
