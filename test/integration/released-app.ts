/** The CDK app of `releases-deployed.test.ts`: Headroom with one scalable, of the bundles that its context names. */
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AutoScalingGroupTarget, Headroom } from '../../lib/index.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT ?? '', region: process.env.CDK_DEFAULT_REGION ?? '' };
const stack = new Stack(app, 'Released', { env });
const headroom = new Headroom(stack, 'Headroom', {
  local: true,
  dashboard: false,
  removalPolicy: RemovalPolicy.DESTROY,
});
headroom.scale('checkout/web', AutoScalingGroupTarget.fromName('web'), {
  mode: 'recommend',
  bounds: { min: 1, max: 9 },
  readings: { cpu: { parts: [{ kind: 'cloudwatch', namespace: 'Shop', metricName: 'Cpu', stat: 'Average' }] } },
  policies: [{ kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 50 }],
});
new CfnOutput(stack, 'TableName', { value: headroom.table.tableName });
new CfnOutput(stack, 'QueueUrl', { value: headroom.queue.queueUrl });
