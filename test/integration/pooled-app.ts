/** The CDK app of `warm-pool.test.ts`: Headroom, and a group that is known by its name alone, with a pool. */
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AutoScalingGroupTarget, Headroom, metricReading } from '../../lib/index.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT ?? '', region: process.env.CDK_DEFAULT_REGION ?? '' };
const headroomStack = new Stack(app, 'PoolHeadroom', { env });
const headroom = new Headroom(headroomStack, 'Headroom', {
  local: true,
  dashboard: false,
  removalPolicy: RemovalPolicy.DESTROY,
});
const demand = new Metric({
  ...{ namespace: 'Shop', metricName: 'Demand', statistic: 'Sum', period: Duration.minutes(1) },
  dimensionsMap: { Service: 'web' },
});
headroom.scale('checkout/web', AutoScalingGroupTarget.fromName('web'), {
  scope: new Stack(app, 'Pooled', { env }),
  mode: 'on',
  bounds: { min: 1, max: 9 },
  // The local AWS makes no alarm of metric math.
  alarmName: 'wake/checkout/web',
  leadSeconds: 600,
  warmPool: { leadSeconds: 60 },
  readings: { demand: metricReading(demand) },
  policies: [{ kind: 'target-tracking', reading: 'demand', of: 'demand', target: 100 }],
  scaleIn: { holdSeconds: 0, maxPercent: 100 },
});
new CfnOutput(headroomStack, 'TableName', { value: headroom.table.tableName });
