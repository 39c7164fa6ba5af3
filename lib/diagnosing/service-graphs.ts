import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IMetric, type IWidget, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { type Gauge, gaugesOf } from '../../core/diagnosing/config/gauges.ts';
import { isSparse } from '../../core/readings/source-kinds.ts';
import { metricOf } from '../sources/catalogue.ts';
import type { WatchedService } from './watched-service.ts';

/**
 * What a service does, and how busy each of its resources is, as far as CloudWatch tells: AWS's own metrics, so that the graphs
 * cost none. What is in Prometheus or Datadog is not in them.
 */
export function serviceGraphs({ service, config }: WatchedService): readonly IWidget[] {
  const gauges = gaugesOf(config);
  const shown = (isMeant: (gauge: Gauge) => boolean, times = 1) =>
    gauges.flatMap((gauge, at) => (isMeant(gauge) ? (metricFor(gauge, `m${at}`, times) ?? []) : []));
  const tier = (measure: string) => (gauge: Gauge) => gauge.of === 'tier' && gauge.measure === measure;
  return [
    new GraphWidget({
      title: `${service}: requests, failures and time`,
      width: 12,
      leftYAxis: { label: 'per second', showUnits: false, min: 0 },
      left: [...shown(({ of }) => of === 'requests'), ...shown(tier('errors'))],
      rightYAxis: { label: 'seconds', showUnits: false, min: 0 },
      right: shown(tier('latency')),
    }),
    new GraphWidget({
      title: `${service}: how busy what is read is`,
      width: 12,
      leftYAxis: { label: '%', showUnits: false, min: 0 },
      left: shown((gauge) => gauge.of === 'resource' && gauge.measure === 'utilisation', 100),
      leftAnnotations: [{ value: 100, label: 'gives out' }],
    }),
  ];
}

/** A gauge as CloudWatch draws it; null where it is not in CloudWatch. What is silent at times is zero. */
function metricFor({ reading, times, what }: Gauge, prefix: string, more: number): IMetric | null {
  const usingMetrics: Record<string, IMetric> = {};
  const names: string[] = [];
  for (const [at, part] of reading.parts.entries()) {
    const metric = metricOf(part);
    if (metric === null) return null;
    usingMetrics[`${prefix}p${at}`] = metric;
    names.push(isSparse(part) ? `FILL(${prefix}p${at}, 0)` : `${prefix}p${at}`);
  }
  const scale = Number((reading.scale * times * more).toPrecision(12));
  const expression = `(${names.join(reading.combine === 'sum' ? ' + ' : ' / ')}) * ${scale}`;
  const period = Duration.seconds(reading.parts[0]?.periodSeconds ?? 60);
  return new MathExpression({ expression, usingMetrics, label: what, period });
}
