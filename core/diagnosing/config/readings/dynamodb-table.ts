import * as z from 'zod/mini';
import type { ReadingConfig } from '../../../readings/reading-config.ts';
import { orNull, positive, text } from '../../../schema/fields.ts';
import { type AwsMetric, part, perSecond, readingOf } from '../metrics.ts';
import { type ReadingsKindOf, resourceOf } from '../tier-measures.ts';

const schema = z.strictObject({
  /** The name of the table. */
  table: text(),
  /** The operation by which its requests are counted and timed, such as `GetItem`: the one that a request of the service makes. */
  operation: orNull(text()),
  /** Read units a second that an on-demand table takes at most; null where it has provisioned ones. */
  mostReadUnits: orNull(positive()),
  /** Write units a second that an on-demand table takes at most; null where it has provisioned ones. */
  mostWriteUnits: orNull(positive()),
});

/**
 * A table of DynamoDB: what is consumed of what is provisioned, or of what it takes at most.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export const dynamoDbTable = {
  schema,
  is: 'database',
  measures({ table: TableName, operation, mostReadUnits, mostWriteUnits }, periodSeconds) {
    const of = { namespace: 'AWS/DynamoDB', dimensions: { TableName }, periodSeconds };
    return {
      ...(operation !== null && requests({ ...of, dimensions: { TableName, Operation: operation } })),
      errors: perSecond(of, 'ReadThrottleEvents', 'WriteThrottleEvents'),
      resources: {
        reads: resourceOf('provisioned-throughput', consumed(of, 'Read', mostReadUnits)),
        writes: resourceOf('provisioned-throughput', consumed(of, 'Write', mostWriteUnits)),
      },
    };
  },
} as const satisfies ReadingsKindOf<typeof schema>;

function requests(of: AwsMetric): { throughput: ReadingConfig; latency: ReadingConfig } {
  const latency = (stat: string) => [part(of, 'SuccessfulRequestLatency', stat)];
  return {
    throughput: readingOf(latency('SampleCount'), 'per second', { scale: 1 / of.periodSeconds }),
    latency: readingOf(latency('Average'), 'seconds', { scale: 1 / 1000 }),
  };
}

function consumed(of: AwsMetric, what: 'Read' | 'Write', most: number | null): ReadingConfig {
  const used = part(of, `Consumed${what}CapacityUnits`, 'Sum');
  if (most !== null) return readingOf([used], 'share', { scale: 1 / of.periodSeconds / most });
  const provisioned = part(of, `Provisioned${what}CapacityUnits`, 'Average');
  return readingOf([used, provisioned], 'share', { scale: 1 / of.periodSeconds, combine: 'ratio' });
}
