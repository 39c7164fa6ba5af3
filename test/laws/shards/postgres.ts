import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { DatabaseInstance, DatabaseInstanceEngine, PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { ShardConfig } from '../../../core/sharding/config/shard-kinds.ts';
import { PostgresShard, type ShardTarget } from '../../../lib/index.ts';

/** The host is the only thing that comes from the server: here it is the one that the config names. */
export function bound(scope: Construct, config: ShardConfig<'postgres'>): ShardTarget {
  const instance = new DatabaseInstance(scope, 'Server', {
    vpc: new Vpc(scope, 'Vpc'),
    engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_16 }),
  });
  Object.defineProperty(instance, 'dbInstanceEndpointAddress', { value: config.host });
  const { database, port, weight, ownerSecretArn, applicationSecretArn } = config;
  const secret = (id: string, arn: string) => Secret.fromSecretCompleteArn(scope, id, arn);
  return PostgresShard.fromInstance(instance, {
    ...{ database, port, weight, ownerSecret: secret('Owner', ownerSecretArn) },
    ...(applicationSecretArn !== null && { applicationSecret: secret('Application', applicationSecretArn) }),
  });
}
