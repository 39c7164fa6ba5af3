import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import { type DelayOptions, delayOf } from '../delay-of.ts';

/**
 * Messages that somebody has received from a queue and not deleted yet: what the workers hold. It is the `inHand` of a
 * backlog policy, and is read by itself where the policy's reading is `queueDepth`; name it where what waits is told by a
 * reading of your own.
 *
 * It keeps as many workers as hold messages, and not which: the target chooses whom it stops. On ECS, let a task protect
 * itself while it holds a message (`PUT $ECS_AGENT_URI/task-protection/v1/state`), for as long as the message may take: a
 * protected task is not stopped by a lower count, and the service stays above it until the protection ends. In an Auto
 * Scaling group, let an instance set its own scale-in protection (`SetInstanceProtection`) and take it back when it is
 * idle; where every instance is protected a lower count waits. In both cases, messages outlive a stopped worker only if
 * they become visible again: the visibility timeout is longer than the work, or the worker prolongs it. The worker of
 * `examples/queue-workers` does all of this.
 */
export function queueInHand({ queueName }: Pick<IQueue, 'queueName'>, options: DelayOptions = {}): ReadingInput {
  const metric = {
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesNotVisible',
    dimensions: { QueueName: queueName },
  };
  return { parts: [{ kind: 'cloudwatch', ...metric, stat: 'Maximum', ...delayOf(options) }] };
}
