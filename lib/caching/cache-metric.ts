import { Metric, type MetricProps } from 'aws-cdk-lib/aws-cloudwatch';

interface Of {
  readonly deployment: string;
  readonly cache: string;
}

type Shown = Required<Pick<MetricProps, 'statistic' | 'period'>> & Pick<MetricProps, 'label'>;

/** A metric that the invalidator of one cache publishes. */
export function cacheMetric(of: Of, metricName: string, props: Shown): Metric {
  return new Metric({ namespace: 'Headroom', metricName, dimensionsMap: { ...of }, ...props });
}
