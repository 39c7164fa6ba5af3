import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { SourceConfig } from '../../core/readings/source-kinds.ts';

/**
 * What makes an alarm breach on the silence of a metric for so many minutes, and on nothing else: no number of points is below
 * zero. The minutes are periods of their own, since an alarm forgives a missing one that lies between points.
 */
export function silenceOf(metric: IMetric, { periodSeconds }: SourceConfig, minutes: number) {
  const seconds = Math.max(periodSeconds, leastSeconds);
  const counted =
    metric instanceof Metric ? metric.with({ statistic: 'SampleCount', period: Duration.seconds(seconds) }) : metric;
  return {
    metric: counted,
    threshold: 0,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: Math.max(1, Math.ceil((60 * minutes) / seconds)),
    treatMissingData: TreatMissingData.BREACHING,
  };
}

const leastSeconds = 300;
