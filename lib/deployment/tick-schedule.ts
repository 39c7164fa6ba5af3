import { Duration } from 'aws-cdk-lib';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { oneMinute } from './periods.ts';

/** How often it says it, and what for. */
interface Beat {
  readonly every?: Duration;
  readonly description?: string;
}

const usual = 'Looks at what Headroom is watching; every fifth time at everything';

/**
 * Says "look" once a minute, or as often as it is told, for ever. A tick that cannot be delivered is worth little once the next is due, so it is
 * tried twice more within a minute and then dropped (Scheduler's default is 185 tries in a day); the alarm on the age of
 * decisions tells of a schedule that does not come through.
 */
export class TickSchedule extends Schedule {
  constructor(scope: Construct, id: string, queue: IQueue, { every = oneMinute, description = usual }: Beat = {}) {
    super(scope, id, {
      description,
      schedule: ScheduleExpression.rate(every),
      target: new SqsSendMessage(queue, {
        retryAttempts: 2,
        maxEventAge: Duration.seconds(60),
        input: ScheduleTargetInput.fromObject({
          source: 'headroom.tick',
          id: ContextAttribute.executionId,
          time: ContextAttribute.scheduledTime,
        }),
      }),
    });
  }
}
