/** The CDK app of `index-advisor-deployed.test.ts`: Headroom, and a database on loopback whose indexes are looked at. */
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Headroom, PostgresServer } from '../../lib/index.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT ?? '', region: process.env.CDK_DEFAULT_REGION ?? '' };
const stack = new Stack(app, 'Indexed', { env });
const headroom = new Headroom(stack, 'Headroom', {
  local: true,
  dashboard: false,
  removalPolicy: RemovalPolicy.DESTROY,
});
const given = (name: string): string => String(app.node.tryGetContext(name));
const serverAs = (id: string) => {
  const secret = Secret.fromSecretCompleteArn(stack, id, given(id));
  return PostgresServer.fromHost({ host: '127.0.0.1', port: Number(given('port')), database: 'postgres', secret });
};
headroom.indexes('shop/orders', { servers: [serverAs('advisor')], schemas: ['shop'] });
// Another schema of it, with a role that may make indexes, judged as soon as its statements have run a few times.
const judged = { judgeAfterMinutes: 1 / 60, judgeCalls: 10 };
headroom.indexes('shop/made', { servers: [serverAs('owner')], schemas: ['made'], mode: 'on', ...judged });
new CfnOutput(stack, 'TableName', { value: headroom.table.tableName });
