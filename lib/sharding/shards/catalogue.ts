import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { DatabaseCluster, DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import type { ShardImport } from '../../../core/sharding/config/declared-keyspace.ts';
import type { ShardConfig, ShardKindName } from '../../../core/sharding/config/shard-kinds.ts';
import { secretNamed } from '../../deployment/named-resources.ts';
import { DynamoDbTableShard } from './dynamodb-table/dynamodb-table-shard.ts';
import { PostgresShard } from './postgres/postgres-shard.ts';
import type { ShardTarget } from './shard-target.ts';

const shards: {
  readonly [K in ShardKindName]: (scope: Construct, config: ShardConfig<K>, more: ShardImport<K>) => ShardTarget;
} = {
  postgres: postgresNamed,
  'dynamodb-table': (scope, { tableName, weight }, { encryptionKeyArn }) => {
    const encryptionKey = encryptionKeyArn === null ? undefined : Key.fromKeyArn(scope, 'TableKey', encryptionKeyArn);
    const attributes = { tableName, ...(encryptionKey && { encryptionKey }) };
    return new DynamoDbTableShard(Table.fromTableAttributes(scope, 'Table', attributes), { weight });
  },
};

/** The shard that a config names. What it names is imported into `scope`. */
export function shardNamed<K extends ShardKindName>(
  scope: Construct,
  config: ShardConfig<K>,
  more: ShardImport<K>,
): ShardTarget {
  return shards[config.kind](scope, config, more);
}

function postgresNamed(
  scope: Construct,
  { host, port, database, ownerSecretArn, applicationSecretArn, weight }: ShardConfig<'postgres'>,
  { cluster, instance, securityGroupIds, ownerSecretKeyArn, applicationSecretKeyArn }: ShardImport<'postgres'>,
): ShardTarget {
  const securityGroups = securityGroupIds.map((id) => SecurityGroup.fromSecurityGroupId(scope, id, id));
  const application =
    applicationSecretArn === null
      ? {}
      : { applicationSecret: secretNamed(scope, 'ApplicationSecret', applicationSecretArn, applicationSecretKeyArn) };
  const ownerSecret = secretNamed(scope, 'OwnerSecret', ownerSecretArn, ownerSecretKeyArn);
  const options = { database, port, weight, ownerSecret, ...application };
  if (cluster !== null) {
    const attributes = { clusterIdentifier: cluster, clusterEndpointAddress: host, port, securityGroups };
    return PostgresShard.fromCluster(
      DatabaseCluster.fromDatabaseClusterAttributes(scope, 'Server', attributes),
      options,
    );
  }
  const attributes = {
    instanceIdentifier: instance ?? '',
    instanceEndpointAddress: host,
    port,
    securityGroups,
  };
  return PostgresShard.fromInstance(
    DatabaseInstance.fromDatabaseInstanceAttributes(scope, 'Server', attributes),
    options,
  );
}
