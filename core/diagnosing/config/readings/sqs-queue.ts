import * as z from 'zod/mini';
import { text } from '../../../schema/fields.ts';
import { part, perSecond, readingOf } from '../metrics.ts';
import type { ReadingsKindOf } from '../tier-measures.ts';

const schema = z.strictObject({
  /** The name of the queue. */
  queue: text(),
});

/**
 * A queue: messages that are done with, and those that wait or are being worked on.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export const sqsQueue = {
  schema,
  is: 'queue',
  measures({ queue: QueueName }, periodSeconds) {
    const of = { namespace: 'AWS/SQS', dimensions: { QueueName }, periodSeconds };
    const inside = ['ApproximateNumberOfMessagesVisible', 'ApproximateNumberOfMessagesNotVisible'];
    return {
      throughput: perSecond(of, 'NumberOfMessagesDeleted'),
      concurrency: readingOf(
        inside.map((name) => part(of, name, 'Average')),
        'count',
      ),
    };
  },
} as const satisfies ReadingsKindOf<typeof schema>;
