import { AlarmStatusWidget, GraphWidget, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { ownMetric } from '../deployment/own-metric.ts';
import { oneMinute } from '../deployment/periods.ts';
import type { BalancingAlarms } from './balancing-alarms.ts';

/** How load balancing itself is: its looks, and the alarms on it. */
export function balancingWidgets(deployment: string, { alarms }: BalancingAlarms): readonly IWidget[] {
  const labels = {
    BalanceLooks: 'looks',
    WeightChanges: 'changes of weights',
    BalanceFailures: 'failed',
  };
  const left = Object.entries(labels).map(([name, label]) =>
    ownMetric(deployment, name, { statistic: 'Sum', period: oneMinute, label }),
  );
  return [
    new GraphWidget({
      title: 'Looks at weights, a minute',
      leftYAxis: { label: 'looks', showUnits: false, min: 0 },
      left,
      width: 12,
    }),
    new AlarmStatusWidget({ title: 'Alarms on load balancing itself', alarms: [...alarms], width: 12 }),
  ];
}
