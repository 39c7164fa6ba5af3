import { Duration } from 'aws-cdk-lib';
import {
  type IMetric,
  Metric,
  type MetricConfig,
  type MetricOptions,
  type MetricProps,
} from 'aws-cdk-lib/aws-cloudwatch';
import { alarmPeriodSeconds } from '../../../core/readings/reaction.ts';
import type { SourceConfig } from '../../../core/readings/source-kinds.ts';

/**
 * The metric that a part names, as alarms and graphs take it. No alarm watches less than ten seconds: of shorter periods it
 * sees the highest, so that it need not wait until all ten are like the last; what adds up adds up over ten.
 */
export function cloudWatchMetric(part: SourceConfig<'cloudwatch'>): IMetric {
  const { namespace, metricName, dimensions, stat, periodSeconds } = part;
  const dimensionsMap = Object.keys(dimensions).length === 0 ? {} : { dimensionsMap: { ...dimensions } };
  const seconds = alarmPeriodSeconds(periodSeconds);
  const statistic = seconds > periodSeconds && stat === 'Average' ? 'Maximum' : stat;
  return new PeriodicMetric({ namespace, metricName, statistic, ...dimensionsMap }, seconds);
}

/** What the CDK's own metric may be made with. */
const stoodIn = Duration.seconds(10);

/** A metric of any period that CloudWatch takes: the CDK's own knows none of 20 seconds, which alarms have. */
class PeriodicMetric extends Metric {
  private readonly props: MetricProps;
  private readonly seconds: number;

  constructor(props: MetricProps, seconds: number) {
    super({ ...props, period: seconds === 20 ? stoodIn : Duration.seconds(seconds) });
    this.props = props;
    this.seconds = seconds;
  }

  override toMetricConfig(): MetricConfig {
    const { metricStat, ...config } = super.toMetricConfig();
    if (metricStat === undefined) return config;
    return { ...config, metricStat: { ...metricStat, period: Duration.seconds(this.seconds) } };
  }

  /** As metric math, and graphs, ask for it. */
  override with({ period, ...others }: MetricOptions): Metric {
    const seconds = period?.toSeconds() ?? this.seconds;
    return new PeriodicMetric({ ...this.props, ...others }, seconds);
  }
}
