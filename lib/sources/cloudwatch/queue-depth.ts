import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import { type DelayOptions, delayOf } from '../delay-of.ts';

/**
 * Messages waiting in a queue. SQS stops reporting a queue that nobody has used for six hours; its depth then counts as
 * missing, which never lowers capacity. It speaks at zero: a scalable with `min: 0` comes back by it.
 * A backlog policy on it reads beside it what the workers hold (`queueInHand`), and keeps as many as hold messages.
 */
export function queueDepth({ queueName }: Pick<IQueue, 'queueName'>, options: DelayOptions = {}): ReadingInput {
  const metric = {
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    dimensions: { QueueName: queueName },
  };
  return { parts: [{ kind: 'cloudwatch', ...metric, stat: 'Maximum', ...delayOf(options) }] };
}
