import { AlarmStatusWidget, GraphWidget, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { ownMetric } from '../deployment/own-metric.ts';
import { fiveMinutes as period } from '../deployment/periods.ts';
import type { DiagnosingAlarms } from './diagnosing-alarms.ts';

const labels = {
  ServiceLooks: 'looks',
  BottleneckChanges: 'another limit than before',
  ServiceFailures: 'failed',
};

/** How diagnosing itself is: its looks, and the alarms on it. */
export function diagnosingWidgets(deployment: string, { alarms }: DiagnosingAlarms): readonly IWidget[] {
  const left = Object.entries(labels).map(([name, label]) =>
    ownMetric(deployment, name, { statistic: 'Sum', period, label }),
  );
  return [
    new GraphWidget({
      title: 'Looks at what limits services',
      leftYAxis: { label: 'looks', showUnits: false, min: 0 },
      left,
      width: 12,
    }),
    new AlarmStatusWidget({ title: 'Alarms on diagnosing itself', alarms: [...alarms], width: 12 }),
  ];
}
