import * as z from 'zod/mini';
import { orNull, positive, text } from '../../../schema/fields.ts';
import { meanOf, part, perSecond, readingOf } from '../metrics.ts';
import { type ReadingsKindOf, resourceOf } from '../tier-measures.ts';

const schema = z.strictObject({
  /** The name of the function. */
  function: text(),
  /** How many of it may run side by side: what is reserved for it, or what the account has. */
  mostConcurrent: orNull(positive()),
});

const millisecond = 1 / 1000;

/**
 * A Lambda function. How many ran side by side is told by Little's law from how long they took, which CloudWatch's own
 * `ConcurrentExecutions` tells as a highest value alone. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export const lambdaFunction = {
  schema,
  is: 'compute',
  measures({ function: FunctionName, mostConcurrent }, periodSeconds) {
    const of = { namespace: 'AWS/Lambda', dimensions: { FunctionName }, periodSeconds };
    const busy = (most: number) =>
      readingOf([part(of, 'Duration', 'Sum')], 'share', { scale: millisecond / periodSeconds / most });
    return {
      throughput: perSecond(of, 'Invocations'),
      latency: meanOf(of, 'Duration', 'seconds', millisecond),
      errors: perSecond(of, 'Errors', 'Throttles'),
      ...(mostConcurrent !== null && {
        resources: { concurrency: resourceOf('pool', busy(mostConcurrent), { servers: mostConcurrent }) },
      }),
    };
  },
} as const satisfies ReadingsKindOf<typeof schema>;
