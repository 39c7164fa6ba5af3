import * as z from 'zod/mini';
import { delay, orNull } from '../../schema/fields.ts';
import { cloudWatchSpeaksAtZero, isAlwaysReported } from './cloudwatch-at-zero.ts';
import { metric } from './cloudwatch-metric.ts';
import { cloudWatchRetention } from './cloudwatch-retention.ts';
import { cloudWatchUnit } from './cloudwatch-units.ts';
import type { SourceKindOf } from './source-contract.ts';

/**
 * CloudWatch takes periods of 1, 5, 10, 20 and 30 seconds and of whole minutes. Below ten seconds an alarm still watches ten.
 */
const period = z
  .int()
  .check(
    z.refine(
      (value) => [1, 5, 10, 20, 30].includes(value) || (value > 0 && value % 60 === 0),
      'not 1, 5, 10, 20, 30 or a multiple of 60',
    ),
  );

const schema = z.strictObject({
  ...metric,
  /** The length of a period. CloudWatch takes 1, 5, 10, 20, 30 and whole minutes. */
  periodSeconds: z._default(period, 60),
  /** How long after its period's end a point may take to appear. */
  delaySeconds: z._default(delay(), 60),
  /**
   * A metric of the same thing that is always reported. Where it has a point and this metric has none, this metric is
   * zero; where both have none, it is missing.
   */
  witness: orNull(z.strictObject(metric)),
});

/** Namespaces whose metrics AWS measures itself: they stop when there is nothing to measure. */
const measuredByAws = /^(AWS|ECS|ContainerInsights)(\/|$)/;

/** A CloudWatch metric. */
export const cloudwatch = {
  schema,
  wakes: true,
  name: ({ metricName }) => metricName,
  unit: cloudWatchUnit,
  adds: ({ stat }) => stat === 'Sum' || stat === 'SampleCount',
  isSparse: ({ witness }) => witness !== null,
  speaksAtZero: cloudWatchSpeaksAtZero,
  zeroIsTold: ({ witness }) => witness !== null && isAlwaysReported(witness),
  holdsLast: ({ namespace }) => !measuredByAws.test(namespace),
  inHand(part) {
    const isQueue = part.namespace === 'AWS/SQS' && part.metricName === 'ApproximateNumberOfMessagesVisible';
    return isQueue ? { ...part, metricName: 'ApproximateNumberOfMessagesNotVisible' } : null;
  },
  keptPeriodSeconds: ({ periodSeconds }, agoMs) => Math.max(periodSeconds, keptSeconds(agoMs)),
} as const satisfies SourceKindOf<typeof schema>;

/** Nothing that lasts is read in less than minutes. */
function keptSeconds(agoMs: number): number {
  const kept = cloudWatchRetention.find(({ leastSeconds, forMs }) => leastSeconds >= 60 && agoMs <= forMs);
  return kept?.leastSeconds ?? 3600;
}
