/** The CDK app of `balancer-deployed.test.ts`: Headroom, and a balance of a rule that is known by its ARN alone. */
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Headroom } from '../../lib/index.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT ?? '', region: process.env.CDK_DEFAULT_REGION ?? '' };
const stack = new Stack(app, 'Balanced', { env });
const headroom = new Headroom(stack, 'Headroom', {
  local: true,
  dashboard: false,
  removalPolicy: RemovalPolicy.DESTROY,
});
const arn = (name: string): string => String(app.node.tryGetContext(name));
headroom.balance(
  { listenerRuleArn: arn('rule') },
  {
    name: 'checkout/web',
    mode: 'on',
    groups: {
      blue: { targetGroup: { targetGroupArn: arn('blue') }, scalable: 'checkout/web' },
      green: { targetGroup: { targetGroupArn: arn('green') } },
    },
  },
);
new CfnOutput(stack, 'TableName', { value: headroom.table.tableName });
