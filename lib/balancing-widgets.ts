import { Duration } from 'aws-cdk-lib';
import { AlarmStatusWidget, GraphWidget, type IWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { BalancingAlarms } from './balancing-alarms.ts';
import { metricNamespace } from './metric-namespace.ts';

/** How load balancing itself is: its looks, and the alarms on it. */
export function balancingWidgets(deployment: string, { alarms }: BalancingAlarms): readonly IWidget[] {
  const period = Duration.minutes(1);
  const left = ['BalanceLooks', 'WeightChanges', 'BalanceRefusals', 'BalanceFailures'].map(
    (metricName) =>
      new Metric({
        namespace: metricNamespace,
        metricName,
        dimensionsMap: { deployment },
        statistic: 'Sum',
        period,
      }),
  );
  return [
    new GraphWidget({ title: 'Looks at weights', left, width: 12 }),
    new AlarmStatusWidget({ title: 'Alarms on load balancing itself', alarms: [...alarms], width: 12 }),
  ];
}
