import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { SourceConfig } from '../../../core/readings/source-kinds.ts';

type Part = SourceConfig<'cloudwatch'>;
/** A metric as CloudWatch names it. */
type Metric = Pick<Part, 'namespace' | 'metricName' | 'dimensions' | 'stat'>;

/** One metric over a range of time. */
export interface MetricQuery {
  /** The same for two queries that ask for the same. */
  readonly name: string;
  readonly metric: Metric;
  readonly periodSeconds: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Queries with the same range can be asked in one call. */
export function rangeOf({ fromMs, toMs }: MetricQuery): string {
  return `${fromMs} ${toMs}`;
}

/** Asks for a metric in [fromMs, toMs), in periods of so many seconds. */
export function metricQuery(metric: Metric, periodSeconds: number, fromMs: number, toMs: number): MetricQuery {
  const { namespace, metricName, stat } = metric;
  const name = JSON.stringify([namespace, metricName, dimensionsOf(metric), stat, periodSeconds, fromMs, toMs]);
  return { name, metric, periodSeconds, fromMs, toMs };
}

/** A query as GetMetricData takes it. */
export function toMetricDataQuery({ metric, periodSeconds }: MetricQuery, id: string): MetricDataQuery {
  const Dimensions = dimensionsOf(metric).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: metric.namespace, MetricName: metric.metricName, Dimensions };
  return { Id: id, MetricStat: { Metric, Period: periodSeconds, Stat: metric.stat }, ReturnData: true };
}

function dimensionsOf({ dimensions }: Metric): [string, string][] {
  return Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
}
