import { GraphWidget, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { ownMetric } from '../deployment/own-metric.ts';
import { oneMinute } from '../deployment/periods.ts';

/** How moves of all keyspaces of a deployment go. */
export function moveGraphs(deployment: string): readonly IWidget[] {
  const metric = (metricName: string, statistic: string, label: string) =>
    ownMetric(deployment, metricName, { statistic, label, period: oneMinute });
  return [
    new GraphWidget({
      title: 'Moves of slots',
      leftYAxis: { label: 'moves', showUnits: false, min: 0 },
      rightYAxis: { label: 'bytes', showUnits: false, min: 0 },
      left: [
        metric('ShardMovesActive', 'Maximum', 'under way'),
        metric('ShardMovesStuck', 'Maximum', 'stuck'),
        metric('ShardOrphans', 'Maximum', 'orphans'),
      ],
      right: [metric('ShardSlotLagBytes', 'Maximum', 'slot lag, bytes')],
      width: 12,
    }),
    new GraphWidget({
      title: 'Cut-overs: how long nobody could write',
      leftYAxis: { label: 'milliseconds', showUnits: false, min: 0 },
      left: [
        metric('ShardCutoverMilliseconds', 'p50', 'median'),
        metric('ShardCutoverMilliseconds', 'Maximum', 'longest'),
      ],
      width: 12,
    }),
  ];
}
