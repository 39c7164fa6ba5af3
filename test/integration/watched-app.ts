/** The CDK app of `metrics-deployed.test.ts`: Headroom, a service of two tiers that is watched, and a scalable of each. */
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AutoScalingGroupTarget, Headroom, metricReading } from '../../lib/index.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT ?? '', region: process.env.CDK_DEFAULT_REGION ?? '' };
const stack = new Stack(app, 'Watched', { env });
const headroom = new Headroom(stack, 'Headroom', { local: true, removalPolicy: RemovalPolicy.DESTROY });

const metric = (metricName: string, statistic: string) =>
  new Metric({ namespace: 'Shop', metricName, statistic, period: Duration.minutes(1) });
const read = (metricName: string, statistic: string, options: Parameters<typeof metricReading>[1]) =>
  metricReading(metric(metricName, statistic), options);
const tier = (name: string) => ({
  kind: 'metrics' as const,
  throughput: read('Requests', 'Sum', { unit: 'count' }),
  latency: read(`${name}Milliseconds`, 'Average', { unit: 'seconds', scale: 0.001 }),
  resources: {
    cpu: { kind: 'cpu' as const, servers: 1, utilisation: read(`${name}Cpu`, 'Average', { unit: 'percent' }) },
  },
});
headroom.watch('shop', {
  tiers: { web: { behind: ['db'], of: [tier('Web')] }, db: { kind: 'database', of: [tier('Db')] } },
});
for (const name of ['web', 'db']) {
  headroom.scale(`shop/${name}`, AutoScalingGroupTarget.fromName(`shop-${name}`), {
    mode: 'recommend',
    bounds: { min: 1, max: 4 },
    // The local AWS makes no alarm of metric math.
    readings: { requests: read('Requests', 'Sum', { scale: 1 / 60, perUnit: metric('RequestsOfOne', 'Sum') }) },
    policies: [{ kind: 'target-tracking', reading: 'requests', of: 'demand', target: 50 }],
  });
}
new CfnOutput(stack, 'TableName', { value: headroom.table.tableName });
