import { InvalidInput } from '../../../core/model/errors.ts';
import { type ReadingConfig, reading } from '../../../core/readings/reading-config.ts';
import { statistic } from '../../../core/readings/sources/cloudwatch-metric.ts';

/** A CloudWatch metric as it is named on the command line. */
export interface NamedMetric {
  readonly namespace: string;
  readonly metricName: string;
}

/** Reads `AWS/ApplicationELB/RequestCount`: all before the last slash is the namespace. Throws `InvalidInput`. */
export function parseMetric(text: string): NamedMetric {
  const [, namespace, metricName] = /^([^:\s][^:]*)\/([^/\s][^/]*)$/.exec(text) ?? [];
  if (namespace !== undefined && metricName !== undefined) return { namespace, metricName };
  throw new InvalidInput(
    '--metric',
    `"${text}" is not a metric; give namespace and name, e.g. AWS/ApplicationELB/RequestCount`,
  );
}

/** Reads one `name=value` more of the dimensions of a metric. Throws `InvalidInput`. */
export function parseDimension(text: string, before: Readonly<Record<string, string>> = {}) {
  const [, name, value] = /^([^=\s]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidInput('--dimension', `"${text}" is not a dimension; give name=value, e.g. QueueName=orders`);
  if (Object.hasOwn(before, name))
    throw new InvalidInput('--dimension', `"${name}" is given twice; a metric has one value of each dimension`);
  return { ...before, [name]: value };
}

/** Reads a statistic of CloudWatch. Throws `InvalidInput`. */
export function parseStat(text: string): string {
  if (statistic.test(text)) return text;
  throw new InvalidInput(
    '--stat',
    `"${text}" is not a statistic; give Sum, Average, Maximum, SampleCount, p99 or the like`,
  );
}

/** Whether a statistic counts: over twice the period it is twice as large, and by its period it is a rate. */
export function adds(stat: string): boolean {
  return stat === 'Sum' || stat === 'SampleCount';
}

/**
 * A named metric as a reading, per second where it is counted. Counts of a load balancer are silent where nothing arrives, and
 * what the balancer consumes tells zero from missing; a time of no requests is missing and not zero.
 */
export function metricReadingOf(
  metric: NamedMetric,
  dimensions: Readonly<Record<string, string>>,
  stat: string,
): ReadingConfig {
  const witness = adds(stat) ? witnessOf(metric, dimensions) : null;
  const part = { kind: 'cloudwatch', ...metric, dimensions, stat, witness };
  return reading.parse({ parts: [part], ...(adds(stat) && { scale: 1 / 60 }) });
}

function witnessOf({ namespace, metricName }: NamedMetric, { LoadBalancer }: Readonly<Record<string, string>>) {
  if (namespace !== 'AWS/ApplicationELB' || metricName === 'ConsumedLCUs' || LoadBalancer === undefined) return null;
  return { namespace, metricName: 'ConsumedLCUs', dimensions: { LoadBalancer }, stat: 'Sum' };
}
