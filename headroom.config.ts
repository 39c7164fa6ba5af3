import { defineConfig } from './core/config.ts';

/**
 * What `cdk deploy` scales: things that exist already, by their names. In an app of your own, `defineConfig` comes from
 * `headroom-aws/config`. `recommend` changes nothing; `npx headroom-aws explain checkout/web` tells what it would have done.
 */
export default defineConfig({
  alarmActions: ['on-call'], // an SNS topic of this account: who is told when Headroom needs a person
  scalables: {
    'checkout/web': {
      mode: 'recommend',
      target: { kind: 'auto-scaling-group', autoScalingGroupName: 'checkout-web' },
      bounds: { min: 2, max: 24 },
      sloBudgetPercent: 0.5,
      readings: {
        requests: {
          parts: [
            {
              kind: 'cloudwatch',
              namespace: 'AWS/ApplicationELB',
              metricName: 'RequestCount',
              dimensions: {
                LoadBalancer: 'app/checkout/0123456789abcdef',
                TargetGroup: 'targetgroup/web/0123456789abcdef',
              },
              stat: 'Sum',
              witness: {
                namespace: 'AWS/ApplicationELB',
                metricName: 'ConsumedLCUs',
                stat: 'Sum',
                dimensions: { LoadBalancer: 'app/checkout/0123456789abcdef' },
              },
            },
          ],
          scale: 1 / 60,
        },
        cpu: {
          parts: [
            {
              kind: 'cloudwatch',
              namespace: 'AWS/EC2',
              metricName: 'CPUUtilization',
              dimensions: { AutoScalingGroupName: 'checkout-web' },
              stat: 'Average',
            },
          ],
          scale: 0.01,
        },
      },
      policies: [
        { kind: 'tuned', reading: 'requests', strain: { utilisation: 'cpu' } },
        {
          kind: 'schedule',
          timeZone: 'Europe/Berlin',
          windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00', floor: 4 }],
        },
      ],
    },
  },
});
