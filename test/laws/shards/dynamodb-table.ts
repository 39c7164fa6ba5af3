import { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { ShardConfig } from '../../../core/sharding/config/shard-kinds.ts';
import { DynamoDbTableShard, type ShardTarget } from '../../../lib/index.ts';

export function bound(scope: Construct, { tableName, weight }: ShardConfig<'dynamodb-table'>): ShardTarget {
  return new DynamoDbTableShard(Table.fromTableName(scope, 'Table', tableName), { weight });
}
