/** The CDK app of `cache-deployed.test.ts`: Headroom, and a cache of nodes that it makes, behind a table with a stream. */
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnSecurityGroupEgress, CfnSecurityGroupIngress, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { CfnUser } from 'aws-cdk-lib/aws-elasticache';
import { Headroom } from '../../lib/index.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT ?? '', region: process.env.CDK_DEFAULT_REGION ?? '' };
/** Zones that are said are not looked up, which the CDK would write down beside cdk.json. */
class InTwoZones extends Stack {
  override get availabilityZones(): string[] {
    return ['a', 'b'].map((zone) => `${this.region}${zone}`);
  }
}

const stack = new InTwoZones(app, 'Cached', { env });
const subnetConfiguration = [{ name: 'inside', subnetType: SubnetType.PRIVATE_ISOLATED }];
const vpc = new Vpc(stack, 'Vpc', {
  natGateways: 0,
  maxAzs: 2,
  subnetConfiguration,
  restrictDefaultSecurityGroup: false,
});
const headroom = new Headroom(stack, 'Headroom', {
  deploymentName: 'cached',
  local: true,
  dashboard: false,
  removalPolicy: RemovalPolicy.DESTROY,
});
const table = new Table(stack, 'Orders', {
  partitionKey: { name: 'id', type: AttributeType.STRING },
  stream: StreamViewType.NEW_AND_OLD_IMAGES,
  removalPolicy: RemovalPolicy.DESTROY,
});
const cache = headroom.cache('orders', {
  vpc,
  nodes: { nodeType: 'cache.t4g.small', replicas: 1 },
  tables: [{ table, keys: ['order/{id}', 'customer/{customer}/orders'] }],
  events: [{ source: ['shop.outbox'], detailType: ['Cache Keys Changed'] }],
  outbox: true,
});
// The local AWS knows no rules that stand beside their security groups.
for (const node of stack.node.findAll())
  if (node instanceof CfnSecurityGroupIngress || node instanceof CfnSecurityGroupEgress)
    node.node.scope?.node.tryRemoveChild(node.node.id);
const users = stack.node.findAll().filter((node): node is CfnUser => node instanceof CfnUser);
const user = users.find(({ userName }) => userName !== 'default');
new CfnOutput(stack, 'Table', { value: table.tableName });
new CfnOutput(stack, 'Outbox', { value: cache.outbox?.queueUrl ?? '' });
new CfnOutput(stack, 'Server', { value: cache.server });
new CfnOutput(stack, 'User', { value: user?.userId ?? '' });
new CfnOutput(stack, 'Access', { value: user?.accessString ?? '' });
