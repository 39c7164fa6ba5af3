import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import type { Unit } from '../../../core/readings/unit.ts';

import { type DelayOptions, delayOf } from '../delay-of.ts';

/** How a metric becomes a reading. */
export interface MetricReadingOptions extends DelayOptions {
  /**
   * Changes the unit, e.g. 1/60 from a sum over a minute to a rate per second.
   * @default 1
   */
  readonly scale?: number;
  /**
   * What it counts after the scale.
   * @default - told by the metric and the scale where AWS publishes it
   */
  readonly unit?: Unit;
  /**
   * Whether it tells what arrives while no unit runs: only then may a scalable with `min: 0` rely on it alone.
   * @default - told by the metric where AWS publishes it, else false
   */
  readonly speaksAtZero?: boolean;
  /**
   * A metric of the same thing that is always reported: where it has a point and `metric` has none, `metric` is zero.
   * @default - `metric` itself is always reported
   */
  readonly witness?: Metric;
  /**
   * The same thing per running unit, in the unit of `metric`; the alarm then needs no arithmetic.
   * @default - computed from the running capacity
   */
  readonly perUnit?: Metric;
}

/** A reading of any CloudWatch metric, with the metric's own period, statistic and dimensions. */
export function metricReading(
  metric: Metric,
  { scale = 1, unit, speaksAtZero, witness, perUnit, ...options }: MetricReadingOptions = {},
): ReadingInput {
  const beside = witness === undefined ? null : named(witness);
  return {
    parts: [{ ...source(metric), ...delayOf(options), witness: beside }],
    scale,
    ...(unit !== undefined && { unit }),
    ...(speaksAtZero !== undefined && { speaksAtZero }),
    perUnit: perUnit === undefined ? null : { ...source(perUnit), ...delayOf(options), witness: beside },
  };
}

function source(metric: Metric) {
  return { kind: 'cloudwatch', ...named(metric), periodSeconds: metric.period.toSeconds() } as const;
}

function named({ namespace, metricName, dimensions, statistic }: Metric) {
  return { namespace, metricName, dimensions: { ...dimensions } as Record<string, string>, stat: statistic };
}
