import { Duration } from 'aws-cdk-lib';
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { SourceConfig } from '../../../core/readings/source-kinds.ts';

/** The metric that a part names, as alarms and graphs take it. */
export function cloudWatchMetric(part: SourceConfig<'cloudwatch'>): IMetric {
  const { namespace, metricName, dimensions, stat, periodSeconds } = part;
  const dimensionsMap = Object.keys(dimensions).length === 0 ? {} : { dimensionsMap: { ...dimensions } };
  const period = Duration.seconds(periodSeconds);
  return new Metric({ namespace, metricName, statistic: stat, period, ...dimensionsMap });
}
