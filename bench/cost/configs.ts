import { parseScalable } from '../../core/scaling/config/parse-scalable.ts';
import type { ScalableConfig, ScalableInput } from '../../core/scaling/config/scalable.ts';

const policies = {
  'target-tracking': { kind: 'target-tracking', reading: 'requests', of: 'demand', target: 60 },
  tuned: { kind: 'tuned', reading: 'requests', strain: { utilisation: 'cpu' } },
} as const;

/** A web tier behind a load balancer, as README's first example: three metrics, one policy. */
export function scalableNamed(group: string, policy: keyof typeof policies) {
  const cpu = { AutoScalingGroupName: group };
  const alb = { LoadBalancer: `app/${group}/0123456789abcdef` };
  const albMetric = { namespace: 'AWS/ApplicationELB', stat: 'Sum', dimensions: alb } as const;
  const input: ScalableInput = {
    mode: 'on',
    target: { kind: 'auto-scaling-group', autoScalingGroupName: group },
    bounds: { min: 2, max: 40 },
    readings: {
      requests: {
        parts: [
          {
            kind: 'cloudwatch',
            ...albMetric,
            metricName: 'RequestCount',
            witness: { ...albMetric, metricName: 'ConsumedLCUs' },
          },
        ],
        scale: 1 / 60,
      },
      cpu: {
        parts: [
          { kind: 'cloudwatch', namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensions: cpu, stat: 'Average' },
        ],
        scale: 0.01,
      },
    },
    policies: [policies[policy]],
    alarmName: `bench/checkout/${group}`,
  };
  return { name: `checkout/${group}`, input };
}

export function scalableConfig(group: string, policy: keyof typeof policies): ScalableConfig {
  const { name, input } = scalableNamed(group, policy);
  return parseScalable(name, input);
}
