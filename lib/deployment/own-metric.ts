import { Metric, type MetricProps } from 'aws-cdk-lib/aws-cloudwatch';

type OwnMetricProps = Required<Pick<MetricProps, 'statistic' | 'period'>> & Pick<MetricProps, 'label'>;

/**
 * A metric that the functions publish, by deployment alone: one for each scalable would cost $0.30 a month each. With a
 * label it is metric math to CloudWatch, which a graph may be and an alarm need not.
 */
export function ownMetric(deployment: string, metricName: string, props: OwnMetricProps): Metric {
  return new Metric({ namespace: 'Headroom', metricName, dimensionsMap: { deployment }, ...props });
}
