import { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { ownMetric } from '../deployment/own-metric.ts';
import { fiveMinutes as period } from '../deployment/periods.ts';

const labels = { IndexLooks: 'looks', IndexLookFailures: 'failed' };

/** Looks into databases, and what they advise. */
export function indexGraphs(deployment: string): readonly GraphWidget[] {
  return [
    new GraphWidget({
      title: 'Indexes of databases',
      leftYAxis: { label: 'looks', showUnits: false, min: 0 },
      left: Object.entries(labels).map(([name, label]) =>
        ownMetric(deployment, name, { statistic: 'Sum', period, label }),
      ),
      rightYAxis: { label: 'changes advised', showUnits: false, min: 0 },
      right: [ownMetric(deployment, 'IndexesAdvised', { statistic: 'Maximum', period, label: 'changes advised' })],
      width: 12,
    }),
  ];
}
