import { Duration } from 'aws-cdk-lib';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EventQueue } from './event-queue.ts';
import { TickSchedule } from './tick-schedule.ts';

/**
 * The tick again, half a minute later: no schedule is more frequent than once a minute, and what falls ill between two ticks
 * should not wait for the next.
 */
export class LateTick extends Construct {
  readonly queue: IQueue;

  constructor(scope: Construct, id: string, { deadLetters }: EventQueue, functionTimeout: Duration) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      enforceSSL: true,
      deliveryDelay: Duration.seconds(30),
      visibilityTimeout: Duration.seconds(functionTimeout.toSeconds() * 6),
      retentionPeriod: Duration.hours(1),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 3 },
    });
    new TickSchedule(this, 'Schedule', this.queue);
  }
}
