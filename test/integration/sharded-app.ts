/** The CDK app of `shards-deployed.test.ts`: Headroom, and a keyspace over two DynamoDB tables. */
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { DynamoDbTableShard, Headroom } from '../../lib/index.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT ?? '', region: process.env.CDK_DEFAULT_REGION ?? '' };
const stack = new Stack(app, 'Sharded', { env });
const removalPolicy = RemovalPolicy.DESTROY;
const headroom = new Headroom(stack, 'Headroom', { local: true, dashboard: false, removalPolicy });
const key = (name: string) => ({ name, type: AttributeType.STRING });
const shard = (id: string) => {
  const table = new Table(stack, id, {
    partitionKey: key('pk'),
    sortKey: key('sk'),
    billingMode: BillingMode.PAY_PER_REQUEST,
    removalPolicy,
  });
  return new DynamoDbTableShard(table);
};
headroom.shard('orders', { bits: 2, shards: { a: shard('A'), b: shard('B') } });
new CfnOutput(stack, 'TableName', { value: headroom.table.tableName });
