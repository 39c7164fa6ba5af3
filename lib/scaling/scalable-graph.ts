import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { alarmPeriodSeconds } from '../../core/readings/reaction.ts';
import { type ReadingConfig, runningReading } from '../../core/readings/reading-config.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { metricOf } from '../sources/catalogue.ts';
import { type Load, loadsOf } from './load.ts';
import { LoadMath, loadMetric, neededMetric } from './load-metric.ts';
import type { Scalable } from './scalable.ts';

/**
 * What one scalable was asked to be, was, and needed to be within its bounds; and on the other side the load of one unit with
 * what policies aim at: AWS's own metrics, so the graph costs none.
 */
export class ScalableGraph extends GraphWidget {
  constructor({ scalable, config, bound: { asked }, pool }: Scalable) {
    const { min, max } = config.bounds;
    const loads = loadsOf(config).filter((load) => isSeen(load, config));
    const needed = neededMetric(loads, config);
    const running = config.readings[runningReading];
    super({
      title: scalable,
      width: 12,
      leftYAxis: { label: 'units', showUnits: false, min: 0 },
      left: [
        ...(asked === null ? [] : [labelled(asked, 'asked')]),
        ...(running === undefined || !isSeenWhole(running) ? [] : [whole(running, 'running')]),
        ...(needed === null ? [] : [needed]),
        ...(pool === null ? [] : [labelled(pool.prepared, 'asked, with the pool'), labelled(pool.ready, 'ready')]),
      ],
      leftAnnotations: [
        { value: min, label: 'least' },
        { value: max, label: 'most' },
      ],
      ...rightSide(loads, config),
    });
  }
}

/** The load of one unit and its target; where several are watched, or none, the readings by their names. */
function rightSide(loads: readonly Load[], config: ScalableConfig) {
  const [first, ...others] = loads;
  const rightYAxis = { label: 'load', showUnits: false, min: 0 };
  if (first !== undefined && others.length === 0) {
    const { metric, threshold } = loadMetric(first, config);
    const right = [labelled(metric, first.perUnit ? 'load of one unit' : 'load')];
    return { rightYAxis, right, rightAnnotations: [{ value: threshold, label: 'target' }] };
  }
  const readings = Object.entries(config.readings).filter(([name]) => name !== runningReading);
  const seen = readings.filter(([, reading]) => isSeenWhole(reading));
  return { rightYAxis, right: seen.map(([name, reading]) => whole(reading, name)) };
}

/** A whole reading under a name of its own; its metric as it is where it is one. */
function whole(reading: ReadingConfig, label: string): IMetric {
  const [part, ...others] = reading.parts;
  const metric = part === undefined ? null : metricOf(part);
  if (metric !== null && others.length === 0 && reading.scale === 1) return labelled(metric, label);
  const seconds = alarmPeriodSeconds(part?.periodSeconds ?? 60);
  const math = new LoadMath(undefined, seconds, { prefix: label.replaceAll(/\W/g, '_').toLowerCase() });
  const period = Duration.seconds(seconds);
  return new MathExpression({ expression: math.reading(reading), label, period, usingMetrics: math.metrics });
}

function labelled(metric: IMetric, label: string): IMetric {
  return metric instanceof Metric || metric instanceof MathExpression ? metric.with({ label }) : metric;
}

/** Whether CloudWatch can tell all that a load is computed of. */
function isSeen({ reading, perUnit }: Load, { readings }: ScalableConfig): boolean {
  const running = readings[runningReading];
  return isSeenWhole(reading) && (perUnit || running === undefined || isSeenWhole(running));
}

function isSeenWhole({ parts }: ReadingConfig): boolean {
  return parts.every((part) => metricOf(part) !== null);
}
