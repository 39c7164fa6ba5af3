/** The CDK app of `tiers-deployed.test.ts`: a web tier that needs a tier of database readers, both groups known by name alone. */
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { AutoScalingGroupTarget, Headroom, metricReading, type ScaleProps } from '../../lib/index.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT ?? '', region: process.env.CDK_DEFAULT_REGION ?? '' };
const headroomStack = new Stack(app, 'TiersHeadroom', { env });
const headroom = new Headroom(headroomStack, 'Headroom', {
  local: true,
  dashboard: false,
  removalPolicy: RemovalPolicy.DESTROY,
});
const scope = new Stack(app, 'Tiers', { env });

/** The local AWS knows no dimensions: each tier has a metric of its own. */
const demandOf = (metricName: string) =>
  new Metric({ namespace: 'Shop', metricName, statistic: 'Sum', period: Duration.minutes(1) });
const settings = (metricName: string, target: number): ScaleProps => ({
  scope,
  mode: 'on',
  bounds: { min: 1, max: 20 },
  readings: { demand: metricReading(demandOf(metricName)) },
  policies: [{ kind: 'target-tracking', reading: 'demand', of: 'demand', target }],
  scaleOut: { maxFactor: 10, maxUnits: 20 },
  scaleIn: { holdSeconds: 0, maxPercent: 100 },
});

headroom.scale('shop/web', AutoScalingGroupTarget.fromName('web'), {
  ...settings('WebDemand', 100),
  alarmName: 'wake/shop/web',
  needs: { 'shop/db': { connectionsPerUnit: 20 } },
});
headroom.scale('shop/db', AutoScalingGroupTarget.fromName('db'), {
  ...settings('DbDemand', 1000),
  // No alarm of its own: what is decided of the web tier wakes it.
  alarmName: 'wake/shop/db',
  leadSeconds: 900,
  connectionsMost: { perUnit: 100 },
});
const alarm = demandOf('WebDemand').createAlarm(scope, 'Alarm', {
  alarmName: 'wake/shop/web',
  threshold: 250,
  evaluationPeriods: 1,
});
alarm.addAlarmAction(new SnsAction(headroom.topic));
new CfnOutput(headroomStack, 'TableName', { value: headroom.table.tableName });
