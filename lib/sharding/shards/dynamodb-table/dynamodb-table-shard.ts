import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { ShardConfig } from '../../../../core/sharding/config/shard-kinds.ts';
import { oneMinute } from '../../../deployment/periods.ts';
import { grantTable } from '../../../deployment/table-grant.ts';
import type { ShardTarget } from '../shard-target.ts';

/** What may be said of a table that is a shard. */
export interface DynamoDbTableShardOptions {
  /**
   * How much of the load it should carry beside the others.
   * @default 1
   */
  readonly weight?: number;
}

/** A DynamoDB table with the keys `pk` and `sk`, both text, and nothing in it but what `headroom-aws/shards` writes. */
export class DynamoDbTableShard implements ShardTarget {
  readonly config: ShardConfig;
  readonly load: IMetric;
  readonly network = null;
  readonly region: string;
  readonly place: unknown;
  private readonly table: ITable;

  constructor(table: ITable, { weight = 1 }: DynamoDbTableShardOptions = {}) {
    this.table = table;
    this.config = { kind: 'dynamodb-table', tableName: table.tableName, weight };
    this.load = table.metricConsumedWriteCapacityUnits({ period: oneMinute, statistic: 'Sum' });
    this.region = table.env.region;
    this.place = table.tableName;
  }

  grantMove(mover: IGrantable): void {
    // What differs between two tables is told before a slot goes from one to the other.
    grantTable(this.table, mover, [...items, 'DescribeTable', 'DescribeTimeToLive']);
  }

  grantObserve(balancer: IGrantable): void {
    grantTable(this.table, balancer, ['DescribeTable']);
  }

  grantUse(application: IGrantable): void {
    grantTable(this.table, application, items);
  }
}

const items = ['ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query'] as const;
