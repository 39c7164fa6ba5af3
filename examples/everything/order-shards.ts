import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { DynamoDbTableShard } from '../../lib/index.ts';

/** Two tables that hold the orders together. */
export function orderShards(scope: Construct): Readonly<Record<'a' | 'b', DynamoDbTableShard>> {
  return { a: shard(scope, 'OrdersA'), b: shard(scope, 'OrdersB') };
}

function shard(scope: Construct, id: string): DynamoDbTableShard {
  const key = (name: string) => ({ name, type: AttributeType.STRING });
  const table = new Table(scope, id, {
    partitionKey: key('pk'),
    sortKey: key('sk'),
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return new DynamoDbTableShard(table);
}
