/** The CDK app of `deployed.test.ts`: Headroom, and a workload of an EKS cluster that it scales. */
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Headroom, KubernetesTarget, metricReading } from '../../lib/index.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT ?? '', region: process.env.CDK_DEFAULT_REGION ?? '' };
const stack = new Stack(app, 'Pods', { env });
const headroom = new Headroom(stack, 'Headroom', {
  ...{ deploymentName: 'pods', local: true, dashboard: false },
  removalPolicy: RemovalPolicy.DESTROY,
});
const requests = new Metric({
  ...{ namespace: 'Shop', metricName: 'Requests', dimensionsMap: { Service: 'web' } },
  ...{ statistic: 'Sum', period: Duration.minutes(1) },
});
// The local AWS knows no access entries.
const web = KubernetesTarget.fromNames('shop', { namespace: 'shop', name: 'web' }, { accessEntry: false });
// The local AWS makes no alarms of metric math, as one of what a unit gets would be.
const alarm = new Alarm(stack, 'Alarm', {
  ...{ alarmName: 'pods/shop/web', metric: requests, threshold: 500, evaluationPeriods: 1 },
});
alarm.addAlarmAction(new SnsAction(headroom.topic));
headroom.scale('shop/web', web, {
  mode: 'on',
  bounds: { min: 1, max: 20 },
  leadSeconds: 60,
  warmPool: { leadSeconds: 10 },
  alarmName: 'pods/shop/web',
  readings: { demand: metricReading(requests) },
  policies: [{ kind: 'target-tracking', reading: 'demand', of: 'demand', target: 100 }],
});
new CfnOutput(stack, 'AlarmName', { value: alarm.alarmName });
